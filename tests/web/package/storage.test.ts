import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import type {Page} from 'playwright-core';

import {chromiumMissing} from '../support/chromium.js';
import {crash} from '../support/renderers.js';
import {within} from '../support/within.js';
import {openIn, openShop, storedThings, view, viewed, type Shop} from './harness.js';

/** What a worker runs before its script, to be a browser that lacks something. */
const WITHOUT_OPFS = 'delete StorageManager.prototype.getDirectory;';
const WITHOUT_INDEXEDDB = 'delete globalThis.indexedDB; delete WorkerGlobalScope.prototype.indexedDB;';
const WITHOUT_MODES = `
  const open = FileSystemFileHandle.prototype.createSyncAccessHandle;
  FileSystemFileHandle.prototype.createSyncAccessHandle = function () { return open.call(this); };
`;

describe.skipIf(chromiumMissing())('storage', () => {
  let shop: Shop;
  let workerPrefix = '';

  beforeEach(async () => {
    workerPrefix = '';
    shop = await openShop({
      handler: (_, response, url) => {
        if (workerPrefix === '' || url.pathname !== '/nearshelf/kept.js' || url.search) return false;
        response.setHeader('content-type', 'text/javascript');
        // Imports are evaluated in order, so the first takes away what the second looks for.
        const prefix = `data:text/javascript,${encodeURIComponent(workerPrefix)}`;
        response.end(`import ${JSON.stringify(prefix)}; import '/nearshelf/kept.js?real';`);
        return true;
      },
    });
  });
  afterEach(() => shop.close());

  const storage = (page: Page): Promise<string> => page.evaluate(() => window.shelf.storage);

  async function setQuota(page: Page, quotaSize: number | undefined): Promise<void> {
    const session = await shop.context.newCDPSession(page);
    await session.send('Storage.overrideQuotaForOrigin', {origin: shop.server.origin, quotaSize});
  }

  it('without OPFS keeps the profile in IndexedDB, over reloads, restarts and owners', async () => {
    workerPrefix = WITHOUT_OPFS;
    const [first, second] = [await shop.tab(), await shop.tab()];
    expect([await storage(first), await storage(second)]).toEqual(['indexeddb', 'indexeddb']);
    await view(first, 'item-1');
    // What is acknowledged is on the disk, not only in the memory of the owner.
    await crash(shop.context, first);
    await view(second, 'item-2');
    await second.reload();
    await openIn(second, {consent: 'granted'});
    expect(await viewed(second)).toEqual(['item-1', 'item-2']);
    await shop.profile.restart();
    expect(await viewed(await shop.tab())).toEqual(['item-1', 'item-2']);
  });

  it('without OPFS purges IndexedDB in all tabs when consent is withdrawn', async () => {
    workerPrefix = WITHOUT_OPFS;
    const [first, second] = [await shop.tab(), await shop.tab()];
    await view(second, 'item-1');
    expect(await storedThings(first)).toEqual(['indexeddb:nearshelf-default']);
    const took = await second.evaluate(async () => {
      const started = performance.now();
      await window.shelf.setConsent('denied');
      return performance.now() - started;
    });
    expect(took).toBeLessThan(within(1000));
    await first.waitForFunction(() => window.shelf.consent === 'denied' && window.changes.includes('consent'));
    expect(await storedThings(first)).toEqual([]);
    expect([await viewed(first), await viewed(second)]).toEqual([[], []]);
  });

  it('without OPFS and IndexedDB keeps it in memory', async () => {
    workerPrefix = WITHOUT_OPFS + WITHOUT_INDEXEDDB;
    const page = await shop.tab();
    expect(await storage(page)).toBe('memory');
    await view(page, 'item-1');
    expect(await viewed(page)).toEqual(['item-1']);
  });

  it('hands over where access handles know no mode, as in Firefox', async () => {
    workerPrefix = WITHOUT_MODES;
    const [first, second] = [await shop.tab(), await shop.tab()];
    await view(second, 'item-1');
    await first.close();
    await view(second, 'item-2');
    expect([await storage(second), ...(await viewed(second))]).toEqual(['opfs', 'item-1', 'item-2']);
  });

  it('rebuilds a damaged store and fetches the model again', async () => {
    const page = await shop.tab();
    await view(page, 'item-1');
    await page.goto(`${shop.server.origin}/other.html`);
    await expect
      .poll(() =>
        page.evaluate(async () => {
          try {
            const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('nearshelf');
            const file = await (await folder.getDirectoryHandle('default')).getFileHandle('shelf.db');
            const writable = await file.createWritable();
            await writable.write('not a database at all');
            await writable.close();
            return 'damaged';
          } catch (error) {
            return String(error);
          }
        }),
      )
      .toBe('damaged');
    await openIn(page, {consent: 'granted'});
    const {items} = await page.evaluate(() => window.shelf.recommend({count: 1}));
    expect([await storage(page), items[0]?.id, ...(await viewed(page))]).toEqual(['opfs', 'item-0']);
    await view(page, 'item-2');
    expect(await viewed(page)).toEqual(['item-2']);
  });

  it('begins anew after an eviction between visits', async () => {
    const page = await shop.tab();
    await view(page, 'item-1');
    await page.goto('about:blank');
    const session = await shop.context.newCDPSession(page);
    await session.send('Storage.clearDataForOrigin', {origin: shop.server.origin, storageTypes: 'all'});
    await page.goto(`${shop.server.origin}/shop.html`);
    await openIn(page, {consent: 'granted'});
    expect([await storage(page), ...(await viewed(page))]).toEqual(['opfs']);
    await view(page, 'item-2');
    expect(await viewed(page)).toEqual(['item-2']);
  });

  it.each([
    {quota: 100, what: 'nothing'},
    {quota: 3_000_000, what: 'no model'},
  ])('falls back to memory where $what fits, and says so', async ({quota}) => {
    await shop.close();
    shop = await openShop({modelBytes: 8_000_000});
    const page = await shop.blank();
    await setQuota(page, quota);
    await openIn(page, {consent: 'granted'});
    const {items} = await page.evaluate(() => window.shelf.recommend({count: 1}));
    expect(items[0]?.id).toBe('item-0');
    expect(await storage(page)).toBe('memory');
    await view(page, 'item-1');
    expect(await viewed(page)).toEqual(['item-1']);
  });

  it('rejects an event that does not fit any more with NO_SPACE, and goes on when there is room', async () => {
    const page = await shop.tab();
    await view(page, 'item-1');
    await setQuota(page, 1);
    const codes = await page.evaluate(async () => {
      // Chromium gives a file some room in advance, so little events would go on fitting for a while.
      const event = {kind: 'search', query: 'x'.repeat(8_000_000)} as const;
      return window.shelf.track(event).catch(({name, code}: {name: string; code: string}) => `${name} ${code}`);
    });
    expect(codes).toBe('NearshelfError NO_SPACE');
    expect(await viewed(page)).toEqual(['item-1']);
    await setQuota(page, undefined);
    await view(page, 'item-2');
    expect(await viewed(page)).toEqual(['item-1', 'item-2']);
  });

  it('opens from the stored model when the shop cannot be reached, and takes a newer one in later', async () => {
    const page = await shop.tab();
    await page.evaluate(() => window.shelf.recommend());
    shop.offline = true;
    await page.reload();
    await openIn(page, {consent: 'granted'});
    expect((await page.evaluate(() => window.shelf.recommend({count: 1}))).items[0]?.id).toBe('item-0');
    shop.offline = false;
    shop.model = {id: 'shop', version: 2, items: ['new-item']};
    await page.reload();
    await openIn(page, {consent: 'granted'});
    await expect.poll(() => page.evaluate(async () => (await window.shelf.info()).model?.version)).toBe(2);
    expect((await page.evaluate(() => window.shelf.recommend())).items.map(({id}) => id)).toEqual(['new-item']);
  });

  it('rejects recommendations, not the page, when there is no model to be had', async () => {
    shop.offline = true;
    const page = await shop.tab();
    await view(page, 'item-1');
    const code = await page.evaluate(() => window.shelf.recommend().catch(({code: found}: {code: string}) => found));
    expect(code).toBe('IO');
    shop.offline = false;
    expect((await page.evaluate(() => window.shelf.recommend({count: 1}))).items[0]?.id).toBe('item-0');
  });
});
