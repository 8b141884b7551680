import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

import {afterEach, describe, expect, it} from 'vitest';
import {build} from 'vite';

import {chromiumMissing, openProfile} from '../support/chromium.js';
import {serveFolders} from '../support/static-server.js';
import {wasmMissing} from './harness.js';

const artifact = readFileSync(join(import.meta.dirname, '../../conformance/sessions/shop-1.nsm'));
const MANIFEST = {
  format: 'nearshelf-manifest',
  format_version: 1,
  model: {
    id: 'shop-1',
    version: 1,
    url: 'models/shop.nsm',
    bytes: artifact.length,
    sha256: createHash('sha256').update(artifact).digest('hex'),
  },
};

/** What the shop and its banner push; `arguments` as Google's snippet does. */
function gtag(this: void, ..._: unknown[]): void {
  const page = window as unknown as {dataLayer: unknown[]};
  // eslint-disable-next-line prefer-rest-params
  (page.dataLayer ??= []).push(arguments);
}

describe.skipIf(chromiumMissing() || wasmMissing())('the integration that the documentation shows', () => {
  const cleanUps: (() => Promise<unknown>)[] = [];

  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  it('fills its rails, follows the data layer and the banner, and remembers', async () => {
    const out = await mkdtemp(join(tmpdir(), 'nearshelf-first-rail-'));
    cleanUps.push(() => rm(out, {recursive: true}));
    await build({
      root: join(import.meta.dirname, 'first-rail'),
      logLevel: 'error',
      configFile: false,
      build: {outDir: out, target: 'es2022'},
    });
    const server = await serveFolders({
      folders: {'/': out},
      headers: {'content-security-policy': "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"},
      handler: (_, response, url) => {
        if (url.pathname === '/shelf/manifest.json') response.end(JSON.stringify(MANIFEST));
        else if (url.pathname === '/shelf/models/shop.nsm') response.end(artifact);
        else return false;
        return true;
      },
    });
    cleanUps.push(() => server.close());
    const profile = await openProfile();
    cleanUps.push(() => profile.close());
    const page = await profile.context.newPage();
    await page.goto(server.origin);

    const [forYou, bestsellers] = [page.locator('nearshelf-rail').first(), page.locator('nearshelf-rail').last()];
    await bestsellers.getByRole('listitem').nth(5).waitFor();
    await bestsellers.getByRole('heading', {name: 'Bestsellers'}).waitFor();
    const ids = await bestsellers.evaluate((element) =>
      [...element.shadowRoot!.querySelectorAll('li')].map(({dataset}) => dataset.itemId!),
    );
    const reasons = (): Promise<string> =>
      forYou.evaluate((element) => 
        [...(element.shadowRoot?.querySelectorAll("[part='reason']") ?? [])].map((each) => each.textContent).join(),
      );
    const cold = await reasons();

    await page.evaluate(`window.gtag = ${gtag.toString()}`);
    await page.evaluate(`gtag('consent', 'update', {personalization_storage: 'granted'})`);
    // The rail changes with what the shop reports to its analytics anyway.
    await expect
      .poll(async () => {
        await page.evaluate(`gtag('event', 'view_item', {items: [{item_id: ${JSON.stringify(ids[0])}, price: 9}]})`);
        return reasons();
      })
      .not.toBe(cold);
    const warm = await reasons();
    await page.evaluate(`gtag('consent', 'update', {personalization_storage: 'granted'})`);
    await page.reload();
    await page.evaluate(`window.gtag = ${gtag.toString()}`);
    await page.evaluate(`gtag('consent', 'update', {personalization_storage: 'granted'})`);
    await expect.poll(reasons).toBe(warm);
  });
});
