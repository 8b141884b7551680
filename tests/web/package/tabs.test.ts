import {afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import type {Page} from 'playwright-core';

import {chromiumMissing} from '../support/chromium.js';
import {buildFake, isOwner, openIn, openShop, view, viewed, type Shop} from './harness.js';

describe.skipIf(chromiumMissing())('tabs', () => {
  let shop: Shop;

  beforeAll(buildFake);
  beforeEach(async () => {
    shop = await openShop();
  });
  afterEach(() => shop.close());

  async function crash(page: Page): Promise<void> {
    const crashed = page.waitForEvent('crash');
    const session = await shop.context.newCDPSession(page);
    // It never answers: the renderer is gone.
    session.send('Page.crash').catch(() => undefined);
    await crashed;
  }

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
    await second.waitForFunction(() => window.changes.filter((reason) => reason === 'event').length >= 2);
    const {items} = await second.evaluate(() => window.shelf.recommend({count: 2}));
    expect(items.map(({id}) => id)).toEqual(['item-0', 'item-3']);
  });

  it('hands over within a second when the owner is closed, navigates away or is killed', async () => {
    const first = await shop.tab();
    const second = await shop.tab();
    const third = await shop.tab();
    await view(first, 'item-1');
    for (const leave of [() => first.close({runBeforeUnload: false}), () => crash(second)]) {
      const started = performance.now();
      const leaving = leave();
      await view(third, 'item-2');
      await leaving;
      expect(performance.now() - started).toBeLessThan(1500);
    }
    expect(await isOwner(third)).toBe(true);
    expect(await viewed(third)).toEqual(['item-1', 'item-2', 'item-2']);
  });
});
