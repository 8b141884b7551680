import type {ConsentDecision} from 'nearshelf';
import type {Page} from 'playwright-core';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';

import {chromiumMissing} from '../support/chromium.js';
import {startFakeSyncServer, type FakeSyncServer} from '../support/fake-sync-server.js';
import {crash} from '../support/renderers.js';
import {within} from '../support/within.js';
import {openIn, openShop, storedThings, view, viewed, type Shop} from './harness.js';

const ALL: ConsentDecision = {
  personalization: 'granted',
  measurement: 'granted',
  modelImprovement: 'granted',
  policyVersion: '1',
};
const NONE: ConsentDecision = {
  personalization: 'denied',
  measurement: 'denied',
  modelImprovement: 'denied',
  policyVersion: '1',
};
const only = (decision: Partial<ConsentDecision>): ConsentDecision => ({...NONE, ...decision});
const MARK = 'localStorage:nearshelf:default:withdrawal';

describe.skipIf(chromiumMissing())('sync', () => {
  let shop: Shop;
  let server: FakeSyncServer;

  beforeEach(async () => {
    server = await startFakeSyncServer();
    shop = await openShop({
      handler: (request, response, url) => {
        if (!url.pathname.startsWith('/sync/')) return false;
        server.handle(request, response);
        return true;
      },
    });
  });
  afterEach(async () => {
    await shop.close();
    await server.stop();
  });

  const options = (consent: ConsentDecision, more: object = {}) => ({
    consent,
    sync: {url: server.url, key: 'shop-key', batchIntervalMs: 200, ...more},
  });
  const tab = (consent = ALL, more: object = {}): Promise<Page> => shop.tab(options(consent, more));
  const decide = (page: Page, consent: ConsentDecision): Promise<number> =>
    page.evaluate(async (decision) => {
      const started = performance.now();
      await window.shelf.setConsent(decision);
      return performance.now() - started;
    }, consent);
  const track = (page: Page, ...ids: string[]): Promise<void> =>
    page.evaluate(async (eventIds) => {
      await Promise.all(eventIds.map((eventId) => window.shelf.track({kind: 'view', itemId: 'item-1', eventId})));
    }, ids);
  const info = (page: Page) => page.evaluate(() => window.shelf.syncInfo());
  /** Headless browsers hide no tab. */
  const hide = (page: Page): Promise<void> =>
    page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});
      document.dispatchEvent(new Event('visibilitychange'));
    });
  const stored = (): string[] => [...server.stored].sort();

  it('sends what was tracked in any tab, once, and tells', async () => {
    const [first, second] = [await tab(), await tab()];
    await second.evaluate(() => window.shelf.on('sync', () => window.changes.push('sync')));
    await track(first, 'a', 'b');
    await track(second, 'c');
    await expect.poll(stored).toEqual(['a', 'b', 'c']);
    await expect.poll(async () => (await info(second)).acknowledgedEvents).toBe(3);
    expect(await info(second)).toMatchObject({queuedEvents: 0, pendingErasures: 0, lastHttpStatus: 200});
    expect((await info(second)).lastSuccessMs).toBeGreaterThan(0);
    expect(await second.evaluate(() => window.changes)).toContain('sync');
  });

  it('loses nothing when the owner crashes, and the tab that takes over sends it', async () => {
    server.status = 503;
    const [first, second] = [await tab(), await tab()];
    await track(second, 'a', 'b');
    await expect.poll(() => server.requests.length).toBeGreaterThan(0);
    await crash(shop.context, first);
    server.status = 200;
    await track(second, 'c');
    await expect.poll(stored).toEqual(['a', 'b', 'c']);
  });

  it('hands over amid a request: the next owner sends it again, and nothing counts twice', async () => {
    const [first, second] = [await tab(), await tab()];
    let answer = (): void => undefined;
    server.held = new Promise((resolve) => (answer = resolve));
    await track(second, 'a', 'b');
    await expect.poll(stored).toEqual(['a', 'b']);
    expect(await info(second)).toMatchObject({queuedEvents: 2, acknowledgedEvents: 0});
    server.held = undefined;
    await first.close();
    await expect.poll(async () => (await info(second)).acknowledgedEvents).toBe(2);
    answer();
    await track(second, 'c');
    await expect.poll(async () => (await info(second)).acknowledgedEvents).toBe(3);
    expect([stored(), (await info(second)).queuedEvents]).toEqual([['a', 'b', 'c'], 0]);
    // A tab that is closed may send once more on its way out what has no answer yet.
    expect(server.requests.length).toBeGreaterThanOrEqual(3);
    expect([...new Set(server.requests.slice(0, -1))]).toEqual(['events 2: 200']);
    expect(server.requests.at(-1)).toBe('events 1: 200');
  });

  it('waits as long as the server asks, then goes on', async () => {
    Object.assign(server, {status: 429, retryAfter: '2'});
    const page = await tab();
    const started = Date.now();
    await track(page, 'a');
    await expect.poll(() => server.requests).toEqual(['events 1: 429']);
    await expect.poll(async () => (await info(page)).lastHttpStatus).toBe(429);
    expect((await info(page)).retryAtMs).toBeGreaterThan(started + 1000);
    server.status = 200;
    await expect.poll(stored).toEqual(['a']);
    expect(Date.now() - started).toBeGreaterThanOrEqual(2000);
    expect(server.requests).toEqual(['events 1: 429', 'events 1: 200']);
  });

  it('waits without a network, not wasting an attempt, and sends when it is back', async () => {
    const page = await tab();
    await shop.context.setOffline(true);
    await track(page, 'a', 'b');
    await page.waitForTimeout(1000);
    expect([server.requests, (await info(page)).queuedEvents]).toEqual([[], 2]);
    await shop.context.setOffline(false);
    await expect.poll(stored).toEqual(['a', 'b']);
    expect(server.requests).toEqual(['events 2: 200']);
  });

  it('sends at once what waits when the page is hidden', async () => {
    const page = await tab(ALL, {batchIntervalMs: 3_600_000});
    await track(page, 'a', 'b');
    expect(server.requests).toEqual([]);
    await hide(page);
    await expect.poll(stored).toEqual(['a', 'b']);
  });

  for (const how of ['left', 'closed'] as const) {
    // The browser may be faster than the worker, on a loaded machine above all: then it is the next visit that sends.
    it(`sends what waits when the page is ${how}, then or on the next visit, and once`, async () => {
      const options = {url: '/sync/', batchIntervalMs: 2000};
      const page = await tab(ALL, options);
      await track(page, 'a', 'b');
      if (how === 'closed') await page.close();
      else await page.goto(`${shop.server.origin}/other.html`);
      await tab(ALL, options);
      await expect.poll(stored).toEqual(['a', 'b']);
    });
  }

  it('never keeps a request waiting for the server', async () => {
    server.status = 0;
    const page = await tab();
    await track(page, 'a');
    const took = await page.evaluate(async () => {
      const started = performance.now();
      for (let i = 0; i < 50; i++) await window.shelf.track({kind: 'view', itemId: `item-${i}`});
      await window.shelf.recommend();
      return performance.now() - started;
    });
    expect(took).toBeLessThan(within(3000));
  });

  it('keeps no profile but sends with measurement alone', async () => {
    const page = await tab(only({measurement: 'granted'}));
    await track(page, 'a');
    await expect.poll(stored).toEqual(['a']);
    expect(await page.evaluate(() => [window.shelf.storage, window.shelf.consent])).toEqual(['memory', 'denied']);
    expect(await viewed(page)).toEqual(['item-1']);
    await page.reload();
    await openIn(page, options(only({measurement: 'granted'})));
    expect(await viewed(page)).toEqual([]);
  });

  it('sends nothing with personalization alone, nor what was tracked before measurement was granted', async () => {
    const page = await tab(only({personalization: 'granted'}));
    await track(page, 'before');
    await page.waitForTimeout(600);
    expect(server.bytes).toBe(0);
    await decide(page, ALL);
    await track(page, 'after');
    await expect.poll(stored).toEqual(['after']);
    expect(await viewed(page)).toEqual(['item-1', 'item-1']);
  });

  for (const [name, consent, gpc] of [
    ['denied', NONE, false],
    ['not given yet', {policyVersion: '1'}, false],
    ['denied by Global Privacy Control', ALL, true],
  ] as const) {
    it(`sends not a byte and keeps not a byte while consent is ${name}`, async () => {
      const page = await shop.blank();
      if (gpc) {
        await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {value: true}));
        await page.reload();
      }
      await openIn(page, options(consent));
      await track(page, 'a', 'b');
      expect(await viewed(page)).toEqual(['item-1', 'item-1']);
      await page.reload();
      await openIn(page, options(consent));
      await page.close();
      expect(server.bytes).toBe(0);
      const other = await shop.blank('/other.html');
      expect(await storedThings(other)).toEqual([]);
    });
  }

  it('lets Global Privacy Control deny only what the shop says', async () => {
    const page = await shop.blank();
    await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {value: true}));
    await page.reload();
    await openIn(page, {...options(ALL), gpcDenies: ['measurement', 'modelImprovement']});
    expect(await page.evaluate(() => window.shelf.decision)).toEqual({
      personalization: 'granted',
      measurement: 'denied',
      modelImprovement: 'denied',
      policyVersion: '1',
      globalPrivacyControl: true,
    });
    await track(page, 'a');
    await page.waitForTimeout(600);
    expect([server.bytes, await page.evaluate(() => window.shelf.storage)]).toEqual([0, 'opfs']);
  });

  it('takes measurement back in all tabs, and goes on personalizing', async () => {
    const [first, second] = [await tab(), await tab()];
    await track(first, 'a');
    await expect.poll(stored).toEqual(['a']);
    await decide(second, only({personalization: 'granted'}));
    await expect.poll(() => server.erased.length).toBe(1);
    expect(stored()).toEqual([]);
    await first.waitForFunction(() => window.shelf.decision.measurement === 'denied');
    await track(first, 'b');
    await first.waitForTimeout(600);
    expect([stored(), (await viewed(second)).length]).toEqual([[], 2]);
    await decide(first, ALL);
    await track(second, 'c');
    await expect.poll(stored).toEqual(['c']);
    expect(await second.evaluate(() => window.shelf.decision.measurement)).toBe('granted');
  });

  it('purges within a second and erases when everything is taken back', async () => {
    const [first, second] = [await tab(), await tab()];
    await track(first, 'a');
    await expect.poll(stored).toEqual(['a']);
    // By a tab that follows.
    expect(await decide(second, NONE)).toBeLessThan(within(1000));
    expect([await viewed(first), await viewed(second)]).toEqual([[], []]);
    await expect.poll(() => server.erased.length).toBe(1);
    expect(stored()).toEqual([]);
    await expect.poll(() => storedThings(second)).toEqual([]);
    expect(await info(second)).toMatchObject({pendingErasures: 0, queuedEvents: 0});
  });

  for (const decided of ['denied', 'unknown'] as const) {
    it(`erases on a later visit when the server was down and the browser restarted (${decided})`, async () => {
      const page = await tab();
      await track(page, 'a');
      await expect.poll(stored).toEqual(['a']);
      await track(page, 'secret');
      await server.stop();
      expect(await decide(page, NONE)).toBeLessThan(within(1000));
      expect((await info(page)).pendingErasures).toBe(1);
      const things = await storedThings(page);
      expect(things).toContain(MARK);
      expect(things).toContain('opfs:/nearshelf/default/shelf.db');
      await shop.profile.restart();
      await server.start();
      const again = await shop.tab(options(decided === 'denied' ? NONE : {policyVersion: '1'}));
      await expect.poll(() => server.erased.length).toBe(1);
      await expect.poll(() => storedThings(again)).toEqual([]);
      expect([stored(), await viewed(again)]).toEqual([[], []]);
    });
  }

  it('erases after a new grant, too, and begins under a new pseudonym', async () => {
    const page = await tab();
    await track(page, 'a');
    await expect.poll(stored).toEqual(['a']);
    await server.stop();
    await decide(page, NONE);
    await decide(page, ALL);
    await track(page, 'b');
    await server.start();
    await expect.poll(() => server.erased.length).toBe(1);
    await expect.poll(stored).toEqual(['b']);
    expect(await viewed(page)).toEqual(['item-1']);
    expect(await storedThings(page)).not.toContain(MARK);
  });

  it('completes a withdrawal that was cut short before it grants again', async () => {
    const page = await tab();
    await view(page, 'item-7');
    await page.close();
    const other = await shop.blank('/other.html');
    await other.evaluate(() => localStorage.setItem('nearshelf:default:withdrawal', 'purge'));
    const again = await tab();
    expect(await viewed(again)).toEqual([]);
    expect(await storedThings(again)).not.toContain(MARK);
  });

  it('adopts what was decided in another tab while the page was away', async () => {
    const [first, second] = [await tab(), await tab()];
    await first.evaluate(() => document.dispatchEvent(new Event('freeze')));
    await decide(second, only({personalization: 'granted'}));
    await first.evaluate(() => document.dispatchEvent(new Event('resume')));
    await first.waitForFunction(() => window.shelf.decision.measurement === 'denied');
    await track(first, 'late');
    await first.waitForTimeout(600);
    expect(stored()).toEqual([]);
  });

  it('exports and imports the profile', async () => {
    const page = await tab(only({personalization: 'granted'}));
    await view(page, 'item-1', 'item-2');
    const profile = await page.evaluate(() => window.shelf.exportProfile());
    expect(profile).toMatchObject({format: 'nearshelf-profile', format_version: 2});
    await page.evaluate(() => window.shelf.forgetAll());
    await page.evaluate((json) => window.shelf.importProfile(json), JSON.stringify(profile));
    expect(await viewed(page)).toEqual(['item-1', 'item-2']);
    await decide(page, NONE);
    const code = await page.evaluate(
      (given) => window.shelf.importProfile(given).catch(({code: found}: {code: string}) => found),
      profile,
    );
    expect(code).toBe('FAILED_PRECONDITION');
  });
});
