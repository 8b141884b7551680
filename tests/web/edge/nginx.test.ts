/** What `nearshelf publish --static` writes, served by a real nginx with the configuration that it writes. */
import {mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {brotliDecompressSync, gunzipSync} from 'node:zlib';

import {afterAll, beforeAll, describe, expect, test} from 'vitest';

import {available, conformanceModel, nearshelf, nearshelfBinary} from './nearshelf.js';
import {brotliModule, nginxBinary, startNginx, type Nginx} from './nginx.js';

const FOR_EVER = 'public, max-age=31536000, immutable';
const runnable =
  available(nginxBinary, 'apt-get install nginx-light') &&
  available(nearshelfBinary, 'cmake --build --preset release --target nearshelf');

interface Manifest {
  model: {url: string; version: number; bytes: number};
  package: {files: Record<string, {url: string; bytes: number}>};
}

describe.skipIf(!runnable)('a published directory behind nginx', () => {
  let scratch: string;
  let site: string;
  let nginx: Nginx;
  let manifest: Manifest;

  const publish = (model: string, ...more: string[]): Promise<string> =>
    nearshelf('publish', '-q', '--model', conformanceModel(model), '--static', site, ...more);
  const readManifest = async (): Promise<Manifest> =>
    JSON.parse((await nginx.get('/manifest.json')).body.toString()) as Manifest;
  const file = (name: string): string => `/${manifest.package.files[name]!.url}`;
  const model = (): string => `/${manifest.model.url}`;

  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'nearshelf-nginx-'));
    site = join(scratch, 'site');
    const dist = join(scratch, 'dist');
    await mkdir(dist);
    await writeFile(join(dist, 'worker.js'), '// a worker of many words\n'.repeat(100));
    const module = Buffer.concat([Buffer.from('\0asm\x01\0\0\0'), Buffer.alloc(4096)]);
    await writeFile(join(dist, 'nearshelf-simd.wasm'), module);
    await publish('shop-1.nsm', '--package', dist);
    nginx = await startNginx(join(scratch, 'nginx'), site, join(site, 'nginx.conf'));
    manifest = await readManifest();
  });

  afterAll(async () => {
    await nginx?.stop();
    await rm(scratch, {recursive: true, force: true});
  });

  test('every file has its type and may be used by any page', async () => {
    const types = {
      '/manifest.json': 'application/json',
      [model()]: 'application/octet-stream',
      [file('worker.js')]: 'text/javascript',
      [file('nearshelf-simd.wasm')]: 'application/wasm',
    };
    for (const [path, type] of Object.entries(types)) {
      const {status, headers} = await nginx.get(path, {origin: 'https://shop.example'});
      expect(status, path).toBe(200);
      expect(headers['content-type'], path).toBe(type);
      expect(headers['access-control-allow-origin'], path).toBe('*');
      expect(headers['cross-origin-resource-policy'], path).toBe('cross-origin');
      expect(headers['x-content-type-options'], path).toBe('nosniff');
    }
  });

  test('hashed files are kept for ever, the manifest is looked at again', async () => {
    for (const path of [model(), file('worker.js'), file('nearshelf-simd.wasm')]) {
      expect((await nginx.get(path)).headers['cache-control'], path).toBe(FOR_EVER);
    }
    expect((await nginx.get('/manifest.json')).headers['cache-control']).toMatch(/^public, max-age=60, stale-while-/);
  });

  test('gzip goes to those that take it', async () => {
    for (const path of [model(), file('worker.js'), file('nearshelf-simd.wasm')]) {
      const plain = await nginx.get(path);
      expect(plain.headers['content-encoding']).toBeUndefined();
      expect(plain.headers.vary, path).toBe('Accept-Encoding');
      const packed = await nginx.get(path, {'accept-encoding': 'gzip, deflate, br'});
      expect(packed.headers['content-encoding'], path).toBe('gzip');
      expect(packed.headers['content-type']).toBe(plain.headers['content-type']);
      expect(packed.headers.vary).toBe('Accept-Encoding');
      expect(packed.body.length).toBeLessThan(plain.body.length);
      expect(gunzipSync(packed.body)).toEqual(plain.body);
      expect(packed.headers.etag).not.toBe(plain.headers.etag);
    }
    const plainManifest = await nginx.get('/manifest.json', {'accept-encoding': 'gzip'});
    expect(plainManifest.headers['content-encoding']).toBeUndefined();
  });

  test.skipIf(!runnable || !available(brotliModule, 'apt-get install libnginx-mod-http-brotli-static'))(
    'brotli goes to those that take it, once the module is there',
    async () => {
      const written = await readFile(join(site, 'nginx.conf'), 'utf8');
      const own = join(scratch, 'own.conf');
      await writeFile(own, written.replaceAll('# brotli_static on;', 'brotli_static on;'));
      const brotli = await startNginx(join(scratch, 'brotli'), site, own, true);
      try {
        for (const path of [model(), file('worker.js')]) {
          const plain = await brotli.get(path);
          const packed = await brotli.get(path, {'accept-encoding': 'gzip, deflate, br'});
          expect(packed.headers['content-encoding'], path).toBe('br');
          expect(packed.headers['cache-control']).toBe(FOR_EVER);
          expect(brotliDecompressSync(packed.body)).toEqual(plain.body);
          expect((await brotli.get(path, {'accept-encoding': 'gzip'})).headers['content-encoding']).toBe('gzip');
        }
      } finally {
        await brotli.stop();
      }
    },
  );

  test('what did not change is not sent again', async () => {
    for (const path of ['/manifest.json', model()]) {
      const first = await nginx.get(path);
      const again = await nginx.get(path, {'if-none-match': first.headers.etag!});
      expect(again.status, path).toBe(304);
      expect(again.body.length).toBe(0);
      expect(again.headers['cache-control']).toBe(first.headers['cache-control']);
      expect(again.headers['access-control-allow-origin']).toBe('*');
    }
  });

  test('parts of a file, its head, and nothing but reading', async () => {
    const whole = await nginx.get(model());
    expect(whole.body.length).toBe(manifest.model.bytes);
    const part = await nginx.get(model(), {range: 'bytes=100-199'});
    expect(part.status).toBe(206);
    expect(part.body).toEqual(whole.body.subarray(100, 200));
    expect(part.headers['content-range']).toBe(`bytes 100-199/${whole.body.length}`);
    expect(part.headers['cache-control']).toBe(FOR_EVER);
    expect((await nginx.get(model(), {range: 'bytes=99999999-'})).status).toBe(416);
    const head = await nginx.get(model(), {}, 'HEAD');
    expect(head.body.length).toBe(0);
    expect(head.headers['content-length']).toBe(String(whole.body.length));
    expect((await nginx.get(model(), {}, 'POST')).status).toBe(405);
  });

  test('what is missing is not remembered, and a page may know that it is missing', async () => {
    for (const path of ['/models/0000000000000000.nsm', '/pkg/none/worker.js']) {
      const {status, headers} = await nginx.get(path);
      expect(status, path).toBe(404);
      expect(headers['cache-control']).toBeUndefined();
      expect(headers['access-control-allow-origin']).toBe('*');
    }
    const hidden = ['/nginx.conf', '/_headers', '/vercel.json', '/firebase.json', '/.nearshelf-site.json', '/models/'];
    for (const path of hidden) {
      expect((await nginx.get(path)).status, path).toBeGreaterThanOrEqual(403);
    }
  });

  test('an update changes the manifest, and the old model stays for those who still ask for it', async () => {
    const before = await nginx.get('/manifest.json');
    const old = model();
    await publish('shop-2.nsm');
    const after = await nginx.get('/manifest.json', {'if-none-match': before.headers.etag!});
    expect(after.status).toBe(200);
    manifest = await readManifest();
    expect(manifest.model.version).toBe(2);
    expect(manifest.package.files['worker.js']).toBeDefined();
    expect((await nginx.get(model())).body.length).toBe(manifest.model.bytes);
    expect((await nginx.get(old)).status).toBe(200);
  });

  test('below a path of a larger site', async () => {
    const root = join(scratch, 'larger');
    const below = join(root, 'shelf');
    const args = ['--model', conformanceModel('shop-1.nsm'), '--static', below, '--base-url', '/shelf/'];
    await mkdir(root);
    await nearshelf('publish', '-q', ...args);
    const larger = await startNginx(join(scratch, 'larger-nginx'), root, join(below, 'nginx.conf'));
    try {
      const answer = await larger.get('/shelf/manifest.json');
      const {url} = (JSON.parse(answer.body.toString()) as Manifest).model;
      expect(url).toMatch(/^\/shelf\/models\//);
      const {status, headers} = await larger.get(url, {'accept-encoding': 'gzip'});
      expect(status).toBe(200);
      expect(headers['cache-control']).toBe(FOR_EVER);
      expect(headers['content-encoding']).toBe('gzip');
      expect((await larger.get('/shelf/nginx.conf')).status).toBe(404);
    } finally {
      await larger.stop();
    }
  });
});
