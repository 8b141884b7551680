import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import type {Page} from 'playwright-core';

import {chromiumMissing} from '../support/chromium.js';
import {crash, rendererOf} from '../support/renderers.js';
import {within} from '../support/within.js';
import {isOwner, openIn, openShop, view, viewed, type Shop} from './harness.js';

describe.skipIf(chromiumMissing())('tabs', () => {
  let shop: Shop;

  beforeEach(async () => {
    shop = await openShop({profile: {backForwardCache: true}});
  });
  afterEach(() => shop.close());

  it('keeps the profile over a reload and a restart of the browser, in OPFS', async () => {
    const page = await shop.tab();
    expect(await page.evaluate(() => window.shelf.storage)).toBe('opfs');
    await view(page, 'item-1', 'item-2');
    await page.reload();
    await openIn(page, {consent: 'granted'});
    expect(await viewed(page)).toEqual(['item-1', 'item-2']);
    await shop.profile.restart();
    const next = await shop.tab();
    expect(await viewed(next)).toEqual(['item-1', 'item-2']);
  });

  it('lets two tabs share one owner, and tells each of the changes of the other', async () => {
    const [first, second] = [await shop.tab(), await shop.tab()];
    expect([await isOwner(first), await isOwner(second)]).toEqual([true, false]);
    await view(second, 'item-1');
    await view(first, 'item-2');
    expect(await viewed(second)).toEqual(['item-1', 'item-2']);
    await first.waitForFunction(() => window.changes.includes('event'));
    await second.waitForFunction(() => window.changes.includes('event'));
    const {items} = await second.evaluate(() => window.shelf.recommend({count: 2}));
    expect(items.map(({id}) => id)).toEqual(['item-0', 'item-3']);
  });

  it('hands over within a second when the owner is closed or killed', async () => {
    const first = await shop.tab();
    const second = await shop.tab();
    const third = await shop.tab();
    await view(first, 'item-1');
    for (const leave of [() => first.close(), () => crash(shop.context, second)]) {
      const leaving = leave();
      const started = performance.now();
      await view(third, 'item-2');
      expect(performance.now() - started).toBeLessThan(within(1000));
      await leaving;
    }
    expect(await isOwner(third)).toBe(true);
    expect(await viewed(third)).toEqual(['item-1', 'item-2', 'item-2']);
  });

  it('hands over when the owner is frozen, and takes it back in when it wakes', async () => {
    const first = await shop.tab();
    const second = await shop.tab();
    await view(first, 'item-1');
    // Chromium freezes hidden pages only, and to Playwright all pages are visible: the events have to do.
    await first.evaluate(() => document.dispatchEvent(new Event('freeze')));
    const started = performance.now();
    await view(second, 'item-2');
    expect(performance.now() - started).toBeLessThan(within(1000));
    expect(await isOwner(second)).toBe(true);
    await first.evaluate(() => document.dispatchEvent(new Event('resume')));
    await view(first, 'item-3');
    expect(await isOwner(first)).toBe(false);
    expect(await viewed(first)).toEqual(['item-1', 'item-2', 'item-3']);
  });

  it('fences an owner that stopped without a word', async () => {
    const first = await shop.tab();
    const second = await shop.tab();
    await view(first, 'item-1');
    const pid = await rendererOf(first);
    process.kill(pid, 'SIGSTOP');
    try {
      const started = performance.now();
      await view(second, 'item-2');
      expect(performance.now() - started).toBeLessThan(within(3000));
      expect(await isOwner(second)).toBe(true);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    // It thinks that it owns the store until it looks.
    await view(first, 'item-3');
    await view(second, 'item-4');
    expect(await viewed(first)).toEqual(['item-1', 'item-2', 'item-3', 'item-4']);
    expect(await viewed(second)).toEqual(['item-1', 'item-2', 'item-3', 'item-4']);
    expect([await isOwner(first), await isOwner(second)]).toEqual([false, true]);
  });

  it('comes back out of the back/forward cache, and holds nothing up in there', async () => {
    const first = await shop.tab();
    const second = await shop.tab();
    await view(first, 'item-1');
    await first.evaluate(() => {
      window.addEventListener('pageshow', ({persisted}) => window.changes.push(`persisted ${persisted}`));
    });
    // Asked for and left in the same turn: not acknowledged when the page goes.
    await first.evaluate(() => {
      void window.shelf.track({kind: 'view', itemId: 'item-2'});
      location.href = '/other.html';
    });
    await first.waitForURL('**/other.html');
    await view(second, 'item-3');
    expect(await isOwner(second)).toBe(true);
    await openIn(first, {consent: 'granted'});
    await expect.poll(() => viewed(first)).toContain('item-2');
    await first.goBack({waitUntil: 'commit'});
    await first.waitForFunction(() => window.changes?.includes('persisted true'));
    await view(first, 'item-4');
    const items = await viewed(second);
    expect([...items].sort()).toEqual(['item-1', 'item-2', 'item-3', 'item-4']);
  });

  it('records 10,000 events in a row from five tabs once each, while owners come and go', async () => {
    const pages: Page[] = [];
    for (let i = 0; i < 5; i++) pages.push(await shop.tab());
    const burst = (page: Page, tab: number, from: number, to: number): Promise<void> =>
      page.evaluate(
        async ([name, first, end]) => {
          const acknowledged: Promise<unknown>[] = [];
          for (let i = first!; i < end!; i++) {
            acknowledged.push(window.shelf.track({kind: 'view', itemId: 'item-1', eventId: `tab${name}-${i}`}));
          }
          await Promise.all(acknowledged);
        },
        [tab, from, to],
      );
    await Promise.all(pages.map((page, tab) => burst(page, tab, 0, 1000)));
    const second = Promise.all(pages.slice(1).map((page, i) => burst(page, i + 1, 1000, 2250)));
    await crash(shop.context, pages[0]!);
    await second;
    const last = pages[4]!;
    const events = await last.evaluate(() => window.shelf.events());
    const ids = events.map(({eventId}) => eventId);
    const expected = [0, 1, 2, 3, 4].flatMap((tab) =>
      Array.from({length: tab === 0 ? 1000 : 2250}, (_, i) => `tab${tab}-${i}`),
    );
    expect([...ids].sort()).toEqual(expected.sort());
  }, 120_000);
});
