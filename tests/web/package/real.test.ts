import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import type {Page} from 'playwright-core';

import {chromiumMissing} from '../support/chromium.js';
import {crash} from '../support/renderers.js';
import {openIn, openShop, storedThings, view, viewed, wasmMissing, type Shop} from './harness.js';

/** The strictest policy that the documentation promises to work under. */
const CSP = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'";

describe.skipIf(chromiumMissing() || wasmMissing())('the package with its .wasm files', () => {
  let shop: Shop;

  beforeEach(async () => {
    shop = await openShop({
      real: true,
      headers: {'content-security-policy': CSP},
      handler: (_request, response, url) => {
        if (!url.pathname.startsWith('/sync/')) return false;
        response.writeHead(503).end();
        return true;
      },
    });
  });
  afterEach(() => shop.close());

  const popular = (page: Page, count: number): Promise<string[]> =>
    page.evaluate(
      async (wanted) => (await window.shelf.recommendAfter([], {count: wanted})).items.map(({id}) => id),
      count,
    );

  it('recommends at once and remembers on the second visit, under a strict CSP and without long tasks', async () => {
    const page = await shop.tab();
    const ids = await popular(page, 3);
    const before = await page.evaluate(() => window.shelf.recommend({count: 5}));
    expect(before.context).toBe('none');
    await view(page, ...ids);
    const after = await page.evaluate(() => window.shelf.recommend({count: 5, excludeSessionItems: true}));
    expect(after.context).toBe('session');
    expect(after.items).toHaveLength(5);
    expect(after.items[0]!.reasons.reduce((sum, {share}) => sum + share, 0)).toBeCloseTo(1, 3);
    await page.reload();
    await openIn(page, {consent: 'granted'});
    const again = await page.evaluate(() => window.shelf.recommend({count: 5, excludeSessionItems: true}));
    expect(again).toEqual(after);
    expect(await viewed(page)).toEqual(ids);
    const info = await page.evaluate(() => window.shelf.info());
    expect(info).toMatchObject({storage: 'opfs', consent: 'granted', owner: true, eventCount: 3});
    expect(['simd', 'relaxed']).toContain(info.variant);
    expect(info.memoryBytes).toBeLessThanOrEqual(1.5 * info.model!.artifactBytes + 12 * 1024 * 1024);
    expect(await page.evaluate(() => window.longTasks)).toEqual([]);
  });

  it('stores nothing while consent is denied', async () => {
    const page = await shop.tab({consent: 'denied'});
    await view(page, ...(await popular(page, 3)));
    expect((await page.evaluate(() => window.shelf.recommend({count: 5}))).context).toBe('session');
    expect(await storedThings(page)).toEqual([]);
  });

  it('rejects a bad event with the ABI\'s code and place', async () => {
    const page = await shop.tab();
    const error = await page.evaluate(() =>
      window.shelf
        .track({kind: 'view', itemId: 'a', quantity: 2})
        .then(() => null, ({name, code, place}: {name: string; code: string; place: string}) => ({name, code, place})),
    );
    expect(error).toEqual({name: 'NearshelfError', code: 'INVALID_ARGUMENT', place: 'event.quantity'});
  });

  it('records 10,000 events in a row from five tabs once each, though the owner is killed amid them', async () => {
    const pages: Page[] = [];
    for (let i = 0; i < 5; i++) pages.push(await shop.tab());
    const [item] = await popular(pages[0]!, 1);
    const burst = (page: Page, tab: number, from: number, to: number): Promise<void> =>
      page.evaluate(
        async ([itemId, name, first, end]) => {
          const acknowledged: Promise<unknown>[] = [];
          for (let i = Number(first); i < Number(end); i++) {
            acknowledged.push(window.shelf.track({kind: 'view', itemId: String(itemId), eventId: `tab${name}-${i}`}));
          }
          await Promise.all(acknowledged);
        },
        [item!, tab, from, to],
      );
    await Promise.all(pages.map((page, tab) => burst(page, tab, 0, 400)));
    const rest = Promise.all(pages.slice(1).map((page, i) => burst(page, i + 1, 400, 2400)));
    await crash(shop.context, pages[0]!);
    await rest;
    const ids = await pages[4]!.evaluate(async () =>
      (await window.shelf.events()).map(({eventId}) => eventId),
    );
    const expected = [0, 1, 2, 3, 4].flatMap((tab) =>
      Array.from({length: tab === 0 ? 400 : 2400}, (_, i) => `tab${tab}-${i}`),
    );
    expect([...ids].sort()).toEqual(expected.sort());
  }, 400_000);

  it('loses nothing that was acknowledged when its only tab is killed amid writes, time and again', async () => {
    const acknowledged: string[] = [];
    for (let round = 0; round < 5; round++) {
      const page = await shop.blank();
      await page.exposeFunction('acknowledged', (eventId: string) => acknowledged.push(eventId));
      await openIn(page, {consent: 'granted'});
      const ids = await page.evaluate(async () =>
        (await window.shelf.events()).map(({eventId}) => eventId),
      );
      expect(acknowledged.filter((eventId) => !ids.includes(eventId))).toEqual([]);
      expect(new Set(ids).size).toBe(ids.length);
      await page.evaluate((name) => {
        const {acknowledged: tell} = window as unknown as {acknowledged: (eventId: string) => void};
        const next = async (i: number): Promise<void> => {
          const eventId = `round${name}-${i}`;
          await window.shelf.track({kind: 'view', itemId: 'any', eventId});
          tell(eventId);
          void next(i + 1);
        };
        void next(0);
      }, round);
      const before = acknowledged.length;
      // At another moment of a write each time.
      await expect.poll(() => acknowledged.length, {interval: 1}).toBeGreaterThan(before + 20 + 7 * round);
      await crash(shop.context, page);
    }
    const last = await shop.tab();
    const events = await last.evaluate(() => window.shelf.events());
    const stored = new Set(events.map(({eventId}) => eventId));
    expect(acknowledged.filter((eventId) => !stored.has(eventId))).toEqual([]);
  });

  it('exports all that it knows, and another shelf takes it up', async () => {
    const all = {personalization: 'granted', measurement: 'granted', modelImprovement: 'granted'} as const;
    const page = await shop.tab({
      consent: {...all, policyVersion: '7'},
      sync: {url: '/sync/', key: 'shop-key', batchEvents: 1},
    });
    await page.evaluate(() => window.shelf.track({kind: 'purchase', itemId: 'a', eventId: 'one', quantity: 2, price: 0.1}));
    await expect.poll(() => page.evaluate(async () => (await window.shelf.syncInfo()).lastHttpStatus)).toBe(503);
    await page.evaluate(async (granted) => {
      await window.shelf.setConsent({...granted, measurement: 'denied', policyVersion: '7'});
      await window.shelf.setConsent({...granted, policyVersion: '8'});
      await window.shelf.track({kind: 'search', query: 'caf\u00e9 "x"', eventId: 'two'});
      await window.shelf.track({kind: 'view', itemId: 'b', eventId: 'three', dwellMs: 1500});
      await window.shelf.endSession();
    }, all);
    const given = await page.evaluate(() => window.shelf.exportProfile());
    expect(given.events.map((event) => event.event_id)).toEqual(['one', 'two', 'three']);
    expect(given.decisions.map(({policy_version, effective}) => [policy_version, effective.length])).toEqual([
      ['7', 3],
      ['7', 2],
      ['8', 3],
    ]);
    const names = expect.arrayContaining([expect.stringMatching(/^[0-9a-f]{64}$/)]) as string[];
    expect(given.erase_requests).toMatchObject([{scope: 'all', pseudonyms: names}]);
    expect(given.queue).toMatchObject([{event_id: 'three', item_id: 'b', dwell_ms: 1500, position: 2}]);
    expect(given.pseudonyms).toHaveLength(1);

    const other = await shop.tab({name: 'another', consent: 'granted'});
    await other.evaluate((json) => window.shelf.importProfile(json), JSON.stringify(given));
    const taken = await other.evaluate(() => window.shelf.exportProfile());
    expect([taken.events, taken.sessions]).toEqual([given.events, given.sessions]);
    expect([taken.queue, taken.erase_requests, taken.decisions.length]).toEqual([[], [], 1]);
  });

  it('rebuilds a damaged database and fetches the model again', async () => {
    const page = await shop.tab();
    await view(page, ...(await popular(page, 3)));
    await page.goto(`${shop.server.origin}/other.html`);
    const damage = (): Promise<string> =>
      page.evaluate(async () => {
        try {
          const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('nearshelf');
          const file = await (await folder.getDirectoryHandle('default')).getFileHandle('shelf.db');
          const writable = await file.createWritable({keepExistingData: true});
          await writable.write({type: 'write', position: 0, data: new Uint8Array(20_000).fill(0xa5)});
          await writable.close();
          return 'damaged';
        } catch (error) {
          return String(error);
        }
      });
    await expect.poll(damage).toBe('damaged');
    await openIn(page, {consent: 'granted'});
    expect(await popular(page, 3)).toHaveLength(3);
    expect(await page.evaluate(() => window.shelf.storage)).toBe('opfs');
    expect(await viewed(page)).toEqual([]);
  });
});
