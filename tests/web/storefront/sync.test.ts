import type {Page} from 'playwright-core';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';

import {capture, captureMissing} from '../support/capture.js';
import {chromiumMissing} from '../support/chromium.js';
import {answer, openFromRail, openShop, railItems, storefrontMissing, type OpenShop} from '../support/storefront.js';
import {openSyncServer, syncServerMissing, type RealSyncServer} from '../support/sync-server.js';

/** Everything that a visitor may do, short of answering the banner. */
async function journey(shop: OpenShop, page: Page): Promise<void> {
  await openFromRail(page, 'popular', 1);
  await railItems(page, 'for-you');
  await openFromRail(page, 'because', 2);
  await page.getByRole('button', {name: 'Add to cart'}).click();
  await page.getByRole('link', {name: 'Cart, 1 item'}).click();
  await page.getByRole('link', {name: 'To the pretend checkout'}).click();
  await page.getByRole('button', {name: 'Pretend to order'}).click();
  await page.goto(`${shop.origin}/search?q=kettle`);
  await page.locator('.grid .card').first().waitFor();
  await page.goto(`${shop.origin}/privacy`);
  await page.locator('[data-storage]').waitFor();
  await page.reload();
  await page.locator('[data-storage]').waitFor();
}

describe.skipIf(chromiumMissing() || storefrontMissing() || syncServerMissing())('sync in the storefront', () => {
  let server: RealSyncServer;
  let shop: OpenShop;

  beforeEach(async () => {
    server = await openSyncServer();
    shop = await openShop({sync: server});
  });
  afterEach(async () => {
    await shop?.close();
    await server?.close();
  });

  const data = (page: Page, name: string): Promise<number> =>
    page.locator('[data-sync]').evaluate((box, key) => Number((box as HTMLElement).dataset[key]), name);
  const stored = async (): Promise<number> => (await server.verdicts()).stored ?? 0;

  it('sends a visit once, and the page tells how it stands', async () => {
    const page = await shop.open();
    await answer(page, 'granted');
    await journey(shop, page);
    // What was left behind by each page is due by now or when the interval is over.
    await expect.poll(() => data(page, 'queued'), {timeout: 45_000}).toBe(0);
    const arrived = await data(page, 'acknowledged');
    expect(arrived).toBeGreaterThanOrEqual(5);
    const verdicts = await server.verdicts();
    expect(verdicts.stored).toBe(arrived);
    const others = Object.keys(verdicts).filter((name) => name !== 'stored' && name !== 'duplicate');
    expect(others).toEqual([]);
    expect(await page.locator('[data-sync]').innerText()).toMatch(/the shop’s own server[\s\S]*Arrived/);
    expect(shop.problems).toEqual([]);
  }, 120_000);

  it('keeps what waits while the server is away', async () => {
    await server.stop();
    const page = await shop.open();
    await answer(page, 'granted');
    await openFromRail(page, 'popular', 1);
    await page.goto(`${shop.origin}/privacy`);
    await expect.poll(() => data(page, 'queued')).toBeGreaterThan(0);
    await railItemsAfter(shop, page);
    await server.start();
    await page.goto(`${shop.origin}/privacy`);
    await expect.poll(() => data(page, 'queued'), {timeout: 60_000}).toBe(0);
    expect(await stored()).toBe(await data(page, 'acknowledged'));
  }, 150_000);

  it('erases when counting is taken back, although the server is away and the browser restarts', async () => {
    const page = await shop.open();
    await answer(page, 'granted');
    await openFromRail(page, 'popular', 1);
    await page.goto(`${shop.origin}/privacy`);
    await expect.poll(() => data(page, 'acknowledged'), {timeout: 45_000}).toBeGreaterThan(0);
    await server.stop();
    await page.locator('.choice-box').getByRole('button', {name: 'No to all'}).click();
    await page.locator('[data-storage="memory"]').waitFor();
    await expect.poll(() => data(page, 'erasures')).toBe(1);
    expect(await page.locator('[data-sync]').innerText()).toMatch(/Taken back: asked for/);
    await shop.restart();
    await server.start();
    const again = await shop.open('/privacy');
    await expect.poll(() => data(again, 'erasures'), {timeout: 60_000}).toBe(0);
    const kept = (): Promise<string[]> =>
      again.evaluate(async () => {
        const names = Object.keys(localStorage);
        const folder = (await navigator.storage.getDirectory()) as FileSystemDirectoryHandle & {
          keys(): AsyncIterable<string>;
        };
        for await (const name of folder.keys()) names.push(name);
        return names;
      });
    await expect.poll(kept, {timeout: 60_000}).toEqual(['wren-consent']);
  }, 180_000);

  describe.skipIf(captureMissing())('on the wire', () => {
    // A journey is shorter than an event may wait for others: without this, silence would prove nothing.
    beforeEach(async () => {
      await shop.close();
      shop = await openShop({sync: {url: server.url, key: server.key, batchIntervalMs: 1000}});
    });

    it('puts bytes on it when counting is allowed: the capture sees them', async () => {
      const wire = await capture(server.port);
      const page = await shop.open();
      await answer(page, 'granted');
      await journey(shop, page);
      await page.waitForTimeout(3000);
      const {packets, bytes} = await wire.stop();
      expect(packets).toBeGreaterThan(0);
      expect(bytes).toBeGreaterThan(200);
    }, 120_000);

    for (const why of ['denied', 'not given', 'denied by Global Privacy Control'] as const) {
      it(`puts not a byte on it in a whole journey while consent is ${why}`, async () => {
        const wire = await capture(server.port);
        if (why === 'denied by Global Privacy Control') {
          await shop.context.addInitScript(() =>
            Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {value: true}),
          );
        }
        const page = await shop.open();
        if (why === 'denied') await answer(page, 'denied');
        await journey(shop, page);
        await page.waitForTimeout(3000);
        await page.close();
        expect(await wire.stop()).toEqual({packets: 0, bytes: 0});
        expect(shop.posts).toEqual([]);
        expect(shop.problems).toEqual([]);
      }, 120_000);
    }
  });
});

/** The shop goes on without its server. */
async function railItemsAfter(shop: OpenShop, page: Page): Promise<void> {
  await page.goto(shop.origin);
  await railItems(page, 'for-you');
}
