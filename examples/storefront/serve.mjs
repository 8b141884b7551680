// Serves the built shop on this machine:
//
//   node serve.mjs [--port 0] [--dir dist] [--sync-server PROGRAM] [--sync-data DIR] [--model FILE.nsm] [--no-sync]
//
// What a shop's web server does, in a page: right types, the policy, caching (what has a hash in its name never
// changes), files packed ahead of time, and index.html for the addresses that the script in the page answers. Where
// nearshelf-server is built it is started beside the shop, which then tells its pages in shop.json where to send what
// shoppers let it have: to /sync/ on the shop's own origin, from where it is passed on.
import {createReadStream, existsSync} from 'node:fs';
import {readFile, stat} from 'node:fs/promises';
import {createServer} from 'node:http';
import {dirname, extname, join, normalize, sep} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';

import {CONTENT_SECURITY_POLICY} from './csp.mjs';
import {passOn, SYNC_PATH} from './sync-proxy.mjs';
import {startSyncServer} from './sync-server.mjs';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.nsm': 'application/octet-stream',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};
const PACKED = [
  ['br', '.br'],
  ['gzip', '.gz'],
];
const IMMUTABLE = /^\/(assets|data|model\/models)\//;

function headersFor(path, file) {
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  return {
    'content-type': type,
    'content-security-policy': `${CONTENT_SECURITY_POLICY}; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': IMMUTABLE.test(path)
      ? 'public, max-age=31536000, immutable'
      : path.startsWith('/images/')
        ? 'public, max-age=86400'
        : 'no-cache',
    vary: 'accept-encoding',
  };
}

/** The file for a path, or index.html for an address of the shop; undefined when there is nothing. */
async function find(folder, path) {
  const inside = normalize(decodeURIComponent(path));
  if (inside.includes('\0') || !join(folder, inside).startsWith(folder + sep)) return undefined;
  const wanted = inside === '/' ? 'index.html' : inside;
  const file = join(folder, wanted);
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile()) return {file, size: found.size, modified: found.mtimeMs};
  if (extname(wanted) !== '') return undefined;
  const page = join(folder, 'index.html');
  const {size, mtimeMs} = await stat(page);
  return {file: page, size, modified: mtimeMs};
}

async function packed(found, accepted) {
  for (const [encoding, suffix] of PACKED) {
    if (!accepted.includes(encoding)) continue;
    const smaller = await stat(found.file + suffix).catch(() => undefined);
    if (smaller) return {file: found.file + suffix, size: smaller.size, encoding};
  }
  return found;
}

/** shop.json, with where the sync server is. */
async function shopJson(file, {key, batchIntervalMs}) {
  const shop = JSON.parse(await readFile(file, 'utf8'));
  return `${JSON.stringify({...shop, sync: {url: SYNC_PATH, key, batchIntervalMs}}, null, 2)}\n`;
}

async function answer({folder, sync}, request, response) {
  const {pathname} = new URL(request.url ?? '/', 'http://localhost');
  if (sync && pathname.startsWith(SYNC_PATH)) {
    passOn(request, response, sync.url);
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, {allow: 'GET, HEAD'}).end();
    return;
  }
  const found = await find(folder, pathname);
  if (!found) {
    response.writeHead(404, {'content-type': 'text/plain; charset=utf-8'}).end('There is no such file.\n');
    return;
  }
  if (sync && pathname === '/shop.json') {
    response.writeHead(200, {...headersFor(pathname, found.file), 'cache-control': 'no-store'});
    response.end(await shopJson(found.file, sync));
    return;
  }
  const etag = `W/"${found.size.toString(36)}-${Math.floor(found.modified).toString(36)}"`;
  const headers = {...headersFor(pathname, found.file), etag};
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end();
    return;
  }
  const body = await packed(found, String(request.headers['accept-encoding'] ?? ''));
  response.writeHead(200, {
    ...headers,
    'content-length': body.size,
    ...(body.encoding ? {'content-encoding': body.encoding} : {}),
  });
  if (request.method === 'HEAD') response.end();
  else
    createReadStream(body.file)
      .on('error', () => response.destroy())
      .pipe(response);
}

/**
 * Starts the server; resolves to its origin and a function that stops it. `sync`: the address of a sync server, the
 * shop's device key and, if not the package's own, how long an event may wait for others to be sent with.
 */
export async function serve({folder, port = 0, sync}) {
  const server = createServer((request, response) => {
    answer({folder, sync}, request, response).catch((error) => {
      // A path that cannot be decoded is the client's mistake.
      response.writeHead(error instanceof URIError ? 400 : 500).end();
    });
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    origin: `http://localhost:${server.address().port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

/** The server of the command line's options, or undefined where there is none. */
async function besideTheShop(values, here) {
  const root = join(here, '../..');
  const program = values['sync-server'] ?? join(root, 'build/release/bin/nearshelf-server');
  if (values['no-sync'] || (values['sync-server'] === undefined && !existsSync(program))) return undefined;
  const model = values.model ?? join(root, 'demo/shop.nsm');
  return startSyncServer({
    program,
    data: values['sync-data'] ?? join(root, 'demo/sync'),
    ...(existsSync(model) ? {model} : {}),
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const here = dirname(fileURLToPath(import.meta.url));
  const {values} = parseArgs({
    options: {
      port: {type: 'string', default: '0'},
      dir: {type: 'string', default: join(here, 'dist')},
      'sync-server': {type: 'string'},
      'sync-data': {type: 'string'},
      model: {type: 'string'},
      'no-sync': {type: 'boolean', default: false},
    },
  });
  const beside = await besideTheShop(values, here);
  const {origin, close} = await serve({
    folder: normalize(values.dir),
    port: Number(values.port),
    sync: beside && {url: beside.url, key: beside.tokens.device},
  });
  console.log(origin);
  if (beside) console.error(`sync server: ${beside.url}/admin, with the token ${beside.tokens.analyst}`);
  const end = async () => {
    await close();
    await beside?.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void end());
}
