/** A shop's page under a strict policy takes package and model from another origin: a published directory in nginx. */
import {existsSync} from 'node:fs';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {connect, createServer, type AddressInfo, type Server} from 'node:net';
import {once} from 'node:events';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';

import type {Shelf} from 'nearshelf';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';

import {chromiumMissing, openProfile, type Profile} from '../support/chromium.js';
import {serveFolders, type StaticServer} from '../support/static-server.js';
import {available, conformanceModel, nearshelf, nearshelfBinary} from './nearshelf.js';
import {nginxBinary, startNginx, type Nginx} from './nginx.js';

const dist = resolve(import.meta.dirname, '../../../wasm/npm/dist');
const runnable =
  available(nginxBinary, 'apt-get install nginx-light') &&
  available(nearshelfBinary, 'cmake --build --preset release --target nearshelf') &&
  available(join(dist, 'index.js'), 'npm run build in wasm/npm') &&
  available(join(dist, 'nearshelf-simd.wasm'), 'cmake --build --preset wasm') &&
  !chromiumMissing();

/** Lets a browser, which wants a port, speak to nginx, which has a socket. */
async function portTo(socket: string): Promise<Server> {
  const server = createServer((client) => {
    const nginx = connect(socket);
    client.pipe(nginx).pipe(client);
    client.on('error', () => nginx.destroy());
    nginx.on('error', () => client.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

interface Manifest {
  package: {files: Record<string, {url: string; integrity: string}>};
}

describe.skipIf(!runnable)('a page and its CDN', () => {
  let scratch: string;
  let site: string;
  let nginx: Nginx;
  let port: Server;
  let cdn: string;
  let shop: StaticServer;
  let profile: Profile;
  let manifest: Manifest;
  let tamper = false;

  const page = (): string => {
    const {files} = manifest.package;
    const url = (name: string): string => `${cdn}/${files[name]!.url}`;
    const scripts = Object.keys(files).filter((name) => name.endsWith('.js'));
    const integrity = Object.fromEntries(scripts.map((name) => [url(name), files[name]!.integrity]));
    if (tamper) integrity[url('index.js')] = files['worker.js']!.integrity;
    const map = {imports: {nearshelf: url('index.js')}, integrity};
    return `<!doctype html><title>shop</title>
      <script type="importmap" nonce="n">${JSON.stringify(map)}</script>
      <script type="module" nonce="n">
        import('nearshelf').then(
          async ({openShelf}) => (window.shelf = await openShelf({model: '${cdn}/manifest.json', consent: 'granted'})),
        ).catch((error) => (window.failure = String(error)));
      </script>`;
  };

  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'nearshelf-cdn-'));
    site = join(scratch, 'site');
    await nearshelf('publish', '-q', '--model', conformanceModel('shop-1.nsm'), '--package', dist, '--static', site);
    manifest = JSON.parse(await readFile(join(site, 'manifest.json'), 'utf8')) as Manifest;
    nginx = await startNginx(join(scratch, 'nginx'), site, join(site, 'nginx.conf'));
    port = await portTo(join(scratch, 'nginx/socket'));
    cdn = `http://127.0.0.1:${(port.address() as AddressInfo).port}`;
    shop = await serveFolders({
      folders: {},
      handler: (_, response, {pathname}) => {
        if (pathname !== '/') return false;
        const scripts = `script-src 'nonce-n' 'wasm-unsafe-eval' ${cdn}`;
        const policy = `default-src 'none'; ${scripts}; connect-src ${cdn}; worker-src blob: ${cdn}`;
        response.writeHead(200, {'content-type': 'text/html', 'content-security-policy': policy}).end(page());
        return true;
      },
    });
    profile = await openProfile();
  }, 180_000);

  afterAll(async () => {
    await profile?.close();
    await shop?.close();
    port?.close();
    await nginx?.stop();
    await rm(scratch, {recursive: true, force: true});
  });

  test('come together: the same recommendations as on the command line', async () => {
    expect(existsSync(join(site, manifest.package.files['nearshelf-simd.wasm']!.url))).toBe(true);
    const tab = await profile.context.newPage();
    await tab.goto(`${shop.origin}/`);
    await tab.waitForFunction(() => 'shelf' in window || 'failure' in window);
    expect(await tab.evaluate(() => (window as {failure?: string}).failure)).toBeUndefined();
    const session = ['sku-000002', 'sku-000022'];
    const found = await tab.evaluate(async (items) => {
      const {shelf} = window as unknown as {shelf: Shelf};
      await shelf.track({kind: 'view', itemId: items[0]!});
      const {items: best} = await shelf.recommendAfter(items, {count: 20});
      return best.map(({id, score}) => ({id, score: Math.fround(score)}));
    }, session);
    const args = ['--model', conformanceModel('shop-1.nsm'), '--session', session.join(' '), '-k', '20', '--json'];
    const native = JSON.parse(await nearshelf('recommend', ...args)) as {items: {id: string; score: number}[]};
    expect(found).toEqual(native.items.map(({id, score}) => ({id, score: Math.fround(score)})));
    await tab.close();
  });

  test('a script that is not what the page expects does not run', async () => {
    tamper = true;
    const tab = await profile.context.newPage();
    await tab.goto(`${shop.origin}/`);
    await tab.waitForFunction(() => 'shelf' in window || 'failure' in window);
    expect(await tab.evaluate(() => 'shelf' in window)).toBe(false);
    await tab.close();
    tamper = false;
  });
});
