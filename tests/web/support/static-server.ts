import {createReadStream} from 'node:fs';
import {stat} from 'node:fs/promises';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {extname, join, normalize} from 'node:path';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.nsm': 'application/octet-stream',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
};

/** Answers a request and returns true, or leaves it to the files. */
export type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => boolean | Promise<boolean>;

export interface StaticServerOptions {
  /** URL prefix (it begins and ends with "/") to folder; the longest prefix that fits counts. */
  folders: Record<string, string>;
  /** Sent with every answer, for example a Content-Security-Policy. */
  headers?: Record<string, string>;
  /** Asked before the files. */
  handler?: Handler;
}

export interface StaticServer {
  /** "http://127.0.0.1:port", which browsers take for a secure context. */
  readonly origin: string;
  /** Paths that were asked for, in order. */
  readonly requests: string[];
  close(): Promise<void>;
}

/** Serves folders on a free port of this machine. */
export async function serveFolders(options: StaticServerOptions): Promise<StaticServer> {
  const prefixes = Object.keys(options.folders).sort((a, b) => b.length - a.length);
  const requests: string[] = [];

  const fileFor = async (path: string): Promise<{file: string; size: number} | undefined> => {
    const prefix = prefixes.find((candidate) => path.startsWith(candidate));
    if (prefix === undefined) return undefined;
    const inside = normalize(`/${decodeURIComponent(path.slice(prefix.length))}`);
    for (const file of [join(options.folders[prefix]!, inside), join(options.folders[prefix]!, inside, 'index.html')]) {
      const found = await stat(file).catch(() => undefined);
      if (found?.isFile()) return {file, size: found.size};
    }
    return undefined;
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    requests.push(url.pathname);
    for (const [name, value] of Object.entries(options.headers ?? {})) response.setHeader(name, value);
    if (await options.handler?.(request, response, url)) return;
    const found = await fileFor(url.pathname);
    if (found === undefined) {
      response.writeHead(404, {'content-type': 'text/plain'}).end(`no file for ${url.pathname}`);
      return;
    }
    response.writeHead(200, {
      'content-type': TYPES[extname(found.file)] ?? 'application/octet-stream',
      'content-length': found.size,
      'cache-control': response.getHeader('cache-control')?.toString() ?? 'no-cache',
    });
    if (request.method === 'HEAD') response.end();
    else createReadStream(found.file).pipe(response);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
