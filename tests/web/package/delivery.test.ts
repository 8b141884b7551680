import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';

import {afterEach, describe, expect, it} from 'vitest';
import type {Page} from 'playwright-core';
import {build, type InlineConfig} from 'vite';

import {chromiumMissing, openProfile} from '../support/chromium.js';
import {serveFolders, type Handler} from '../support/static-server.js';
import {DIST, FAKE_DIST, wasmMissing} from './harness.js';

const ROOT = join(import.meta.dirname, '../../..');
const SESSIONS = join(ROOT, 'tests/conformance/sessions');

const JOURNEY = `
  const first = await openShelf({model: '/sessions/shop-1.nsm', ...options});
  const popular = await first.recommendAfter([], {count: 2});
  await first.track({kind: 'view', itemId: popular.items[0].id});
  await first.setConsent('granted');
  await first.track({kind: 'view', itemId: popular.items[1].id});
  const events = await first.events();
  document.title = [first.storage, popular.items.length, events.length].join();
`;

function csp(rules: string): Record<string, string> {
  return {'content-security-policy': `default-src 'none'; connect-src 'self'; ${rules}`};
}

/** A page with this script, and a model for the fake core. */
function pageWith(script: string): Handler {
  const answers: Record<string, [string, string]> = {
    '/index.html': ['text/html', '<!doctype html><script type="module" src="/main.js"></script>'],
    '/main.js': ['text/javascript', script],
    '/sessions/shop-1.nsm': ['application/octet-stream', '{"id": "m", "version": 1, "items": ["a", "b", "c"]}'],
  };
  return (_, response, url) => {
    const answer = answers[url.pathname];
    if (answer) response.setHeader('content-type', answer[0]).end(answer[1]);
    return answer !== undefined;
  };
}

describe.skipIf(chromiumMissing())('delivery', () => {
  const cleanUps: (() => Promise<unknown>)[] = [];

  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  async function titleOf(url: string): Promise<string> {
    const profile = await openProfile();
    cleanUps.push(() => profile.close());
    const page: Page = await profile.context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await page.goto(url);
    await page.waitForFunction(() => document.title !== '').catch(() => undefined);
    return (await page.title()) || problems.join('\n');
  }

  async function bundled(name: string, config: InlineConfig): Promise<string> {
    await mkdir(join(ROOT, 'build'), {recursive: true});
    const folder = await mkdtemp(join(ROOT, 'build/shop-'));
    cleanUps.push(() => rm(folder, {recursive: true}));
    await writeFile(join(folder, 'index.html'), '<!doctype html><script type="module" src="/main.js"></script>');
    const source = `import {openShelf} from 'nearshelf';\nconst options = {};\n${JOURNEY}`;
    await writeFile(join(folder, 'main.js'), source);
    const base: InlineConfig = {root: folder, logLevel: 'error', configFile: false};
    await build({...base, ...config, build: {outDir: name, ...config.build}});
    const server = await serveFolders({
      folders: {'/': join(folder, name), '/sessions/': SESSIONS},
      headers: csp("script-src 'self' 'wasm-unsafe-eval'"),
    });
    cleanUps.push(() => server.close());
    return titleOf(`${server.origin}/index.html`);
  }

  it.skipIf(wasmMissing())('works out of a shop\'s own Vite build, as it is and with module workers', async () => {
    const target = {build: {target: 'es2022'}};
    expect(await bundled('plain', target)).toBe('opfs,2,1');
    expect(await bundled('modules', {...target, worker: {format: 'es'}})).toBe('opfs,2,1');
  }, 120_000);

  it('works from another origin, through a module that imports the worker', async () => {
    const cdn = await serveFolders({
      folders: {'/nearshelf/': FAKE_DIST},
      headers: {'access-control-allow-origin': '*'},
    });
    cleanUps.push(() => cdn.close());
    const script = `import {openShelf} from '${cdn.origin}/nearshelf/index.js';\nconst options = {};\n${JOURNEY}`;
    const shop = await serveFolders({
      folders: {'/': FAKE_DIST},
      headers: csp(`script-src 'self' ${cdn.origin}; worker-src blob: ${cdn.origin}`),
      handler: pageWith(script),
    });
    cleanUps.push(() => shop.close());
    expect(await titleOf(`${shop.origin}/index.html`)).toBe('opfs,2,1');
  });

  it('works with `assets` in a folder of the shop', async () => {
    const script = `import {openShelf} from '/bundle/index.js';\nconst options = {assets: '/files/'};\n${JOURNEY}`;
    const shop = await serveFolders({
      folders: {'/bundle/': FAKE_DIST, '/files/': FAKE_DIST},
      handler: (request, response, url) => {
        if (!/bundle\/(worker|kept)/.test(url.pathname)) return pageWith(script)(request, response, url);
        response.writeHead(404).end();
        return true;
      },
    });
    cleanUps.push(() => shop.close());
    expect(await titleOf(`${shop.origin}/index.html`)).toBe('opfs,2,1');
  });

  it('says what is wrong when the worker may not be loaded', async () => {
    const script = `
      import {openShelf} from '/nearshelf/index.js';
      openShelf({model: '/m.nsm'}).catch((error) => { document.title = error.code + ' ' + error.message; });`;
    const shop = await serveFolders({
      folders: {'/nearshelf/': FAKE_DIST},
      headers: {'content-security-policy': "script-src 'self'; worker-src 'none'"},
      handler: pageWith(script),
    });
    cleanUps.push(() => shop.close());
    expect(await titleOf(`${shop.origin}/index.html`)).toMatch(/^INTERNAL .*CSP/);
  });
});
