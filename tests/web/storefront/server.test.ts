import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {get} from 'node:http';
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
