import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdir, writeFile} from 'node:fs/promises';
import {request, type IncomingHttpHeaders} from 'node:http';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';

export const nginxBinary = '/usr/sbin/nginx';
export const brotliModule = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so';

/** An answer as it came over the wire: nothing is unpacked. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Nginx {
  get(path: string, headers?: Record<string, string>, method?: string): Promise<Answer>;
  stop(): Promise<void>;
}

function ask(socketPath: string, path: string, headers: Record<string, string>, method: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({socketPath, path, method, headers: {host: 'cdn.example.com', ...headers}}, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks)}),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}

/**
 * Starts nginx as the present user on a socket in `scratch` (so there is no port to collide on), with one server whose
 * root is `root` and which includes `include`.
 */
export async function startNginx(scratch: string, root: string, include: string, brotli = false): Promise<Nginx> {
  await mkdir(scratch, {recursive: true});
  const socket = join(scratch, 'socket');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const lines = [
    ...(brotli ? [`load_module ${brotliModule};`] : []),
    'daemon off; master_process off; error_log stderr warn;',
    `pid ${join(scratch, 'pid')};`,
    'events { }',
    'http {',
    '  access_log off;',
    ...temporary.map((name) => `  ${name}_temp_path ${join(scratch, name)};`),
    `  server { listen unix:${socket}; root ${root}; include ${include}; }`,
    '}',
  ];
  await writeFile(join(scratch, 'test.conf'), `${lines.join('\n')}\n`);
  const process = spawn(nginxBinary, ['-p', scratch, '-c', join(scratch, 'test.conf'), '-e', 'stderr']);
  let said = '';
  process.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const ended = once(process, 'exit');
  // The socket is there a moment before anybody listens on it.
  const answers = (): Promise<boolean> =>
    ask(socket, '/', {}, 'HEAD').then(
      () => true,
      () => false,
    );
  while (!(await answers())) {
    if (process.exitCode !== null) throw new Error(`nginx did not start: ${said}`);
    await sleep(5);
  }
  return {
    get: (path, headers = {}, method = 'GET') => ask(socket, path, headers, method),
    stop: async () => {
      process.kill('SIGTERM');
      await ended;
    },
  };
}
