import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {createServer, get, request, type IncomingMessage} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {brotliCompressSync, brotliDecompressSync} from 'node:zlib';

import {afterAll, beforeAll, describe, expect, it} from 'vitest';

import {serve} from '../../../examples/storefront/serve.mjs';

describe('serve.mjs', () => {
  let folder: string;
  let server: Awaited<ReturnType<typeof serve>>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nearshelf-serve-'));
    const site = join(folder, 'site');
    await mkdir(join(site, 'assets'), {recursive: true});
    await writeFile(join(folder, 'secret.txt'), 'secret');
    await writeFile(join(site, 'index.html'), '<p>shop');
    await writeFile(join(site, 'a.wasm'), 'x');
    await writeFile(join(site, 'assets/app-1.js'), 'let a;');
    await writeFile(join(site, 'assets/app-1.js.br'), brotliCompressSync('let a;'));
    server = await serve({folder: site});
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, {recursive: true});
  });

  /** fetch() would tidy the path up and unpack the body. */
  function ask(path: string, headers = {}): Promise<{status: number; headers: Record<string, unknown>; body: Buffer}> {
    return new Promise((resolve, reject) => {
      get(server.origin + path, {headers, path}, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts)}),
        );
      }).on('error', reject);
    });
  }

  it('sends the policy, the types and how long they keep', async () => {
    const page = await ask('/');
    expect(page.headers['content-security-policy']).toMatch(
      /^default-src 'self'; script-src 'self' 'wasm-unsafe-eval';/,
    );
    expect(page.headers['content-security-policy']).not.toContain('unsafe-inline');
    expect(page.headers['cache-control']).toBe('no-cache');
    expect((await ask('/a.wasm')).headers['content-type']).toBe('application/wasm');
    expect((await ask('/assets/app-1.js')).headers['cache-control']).toContain('immutable');
  });

  it('sends what was packed ahead to whoever takes it', async () => {
    const packed = await ask('/assets/app-1.js', {'accept-encoding': 'gzip, br'});
    expect(packed.headers['content-encoding']).toBe('br');
    expect(packed.headers['content-type']).toContain('javascript');
    expect(brotliDecompressSync(packed.body).toString()).toBe('let a;');
    const plain = await ask('/assets/app-1.js');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.headers.vary).toBe('accept-encoding');
    expect((await ask('/assets/app-1.js', {'if-none-match': plain.headers.etag})).status).toBe(304);
  });

  it('gives the page for addresses of the shop, and nothing for files that are not there', async () => {
    expect((await ask('/p/12-a-teapot')).body.toString()).toBe('<p>shop');
    expect((await ask('/images/none.svg')).status).toBe(404);
  });

  it('stays in its folder', async () => {
    for (const path of [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/assets/..%2f..%2fsecret.txt',
      '/x%00.txt',
    ]) {
      const {status, body} = await ask(path);
      expect([400, 404], path).toContain(status);
      expect(body.toString()).not.toContain('secret');
    }
    expect((await ask('/%zz')).status).toBe(400);
  });
});

describe('serve.mjs with a sync server beside it', () => {
  const seen: {path: string; headers: IncomingMessage['headers']; body: string}[] = [];
  const upstream = createServer((asked, response) => {
    let body = '';
    asked.on('data', (part: Buffer) => (body += part.toString()));
    asked.on('end', () => {
      seen.push({path: asked.url ?? '', headers: asked.headers, body});
      response.writeHead(429, {'retry-after': '7', 'set-cookie': 'a=b', server: 'x'}).end('slower');
    });
  });
  let folder: string;
  let server: Awaited<ReturnType<typeof serve>>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nearshelf-serve-'));
    await writeFile(join(folder, 'index.html'), '<p>shop');
    await writeFile(join(folder, 'shop.json'), '{"catalog": "/c.json"}');
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    const {port} = upstream.address() as AddressInfo;
    server = await serve({folder, sync: {url: `http://127.0.0.1:${port}`, key: 'device-key'}});
  });
  afterAll(async () => {
    await server.close();
    upstream.close();
    await rm(folder, {recursive: true});
  });

  function post(path: string, method = 'POST'): Promise<{status: number; headers: IncomingMessage['headers']}> {
    return new Promise((resolve, reject) => {
      const headers = {authorization: 'Bearer device-key', cookie: 'who=me', 'content-type': 'a/b', referer: 'x'};
      const asking = request(server.origin + path, {method, headers}, (response) => {
        response.resume();
        response.on('end', () => resolve({status: response.statusCode ?? 0, headers: response.headers}));
      });
      asking.on('error', reject);
      asking.end('batch');
    });
  }

  it('tells the pages where it is, afresh each time', async () => {
    const response = await fetch(`${server.origin}/shop.json`);
    expect(await response.json()).toEqual({catalog: '/c.json', sync: {url: '/sync/', key: 'device-key'}});
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('passes on what a device asks, without cookies, and what it is answered', async () => {
    const {status, headers} = await post('/sync/v1/events');
    expect([status, headers['retry-after'], headers['set-cookie']]).toEqual([429, '7', undefined]);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({path: '/v1/events', body: 'batch'});
    expect(seen[0]!.headers).toMatchObject({authorization: 'Bearer device-key', 'content-type': 'a/b'});
    expect([seen[0]!.headers.cookie, seen[0]!.headers.referer]).toEqual([undefined, undefined]);
  });

  it('passes nothing else on', async () => {
    seen.length = 0;
    for (const path of ['/sync/v1/models', '/sync/admin', '/sync/v1/stats', '/sync/../v1/events', '/sync/v1/events/x']) {
      expect((await post(path)).status, path).toBeGreaterThanOrEqual(400);
    }
    expect((await post('/sync/v1/events', 'PUT')).status).toBe(404);
    expect(seen).toEqual([]);
  });

  it('says that it is away when it is', async () => {
    const alone = await serve({folder, sync: {url: 'http://127.0.0.1:1', key: 'k'}});
    const response = await fetch(`${alone.origin}/sync/v1/erase`, {method: 'POST', body: '{}'});
    expect(response.status).toBe(502);
    await alone.close();
  });
});
