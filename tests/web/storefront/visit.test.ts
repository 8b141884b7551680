import {afterEach, describe, expect, it} from 'vitest';

import {chromiumMissing} from '../support/chromium.js';
import {
  answer,
  openFromRail,
  openShop,
  railItems,
  storefrontMissing,
  traceTasks,
  watched,
  type OpenShop,
} from '../support/storefront.js';

const open: OpenShop[] = [];

afterEach(async () => {
  for (const shop of open.splice(0)) await shop.close();
});

async function start(): Promise<OpenShop> {
  const shop = await openShop();
  open.push(shop);
  return shop;
}

describe.skipIf(chromiumMissing() || storefrontMissing())('a visit to the storefront', () => {
  it('begins with what is popular; clicks change the rails and say why; a reload still knows', async () => {
    const shop = await start();
    const page = await shop.open();
    const popular = await railItems(page, 'popular');
    expect(popular.split(' ').length).toBeGreaterThanOrEqual(10);
    expect(await page.locator('[data-rail="popular"] .reason').first().innerText()).toMatch(/^Popular/);
    expect(await page.locator('[data-rail="for-you"]').count()).toBe(0);

    await answer(page, 'granted');
    await openFromRail(page, 'popular', 1);
    const first = await railItems(page, 'for-you');
    await openFromRail(page, 'because', 2);
    const second = await railItems(page, 'for-you', first);
    expect(second).not.toBe(first);
    const reasons = await page.locator('[data-rail="for-you"] .reason').allInnerTexts();
    expect(reasons.filter((reason) => reason.length > 8)).toHaveLength(reasons.length);
    expect(reasons.join()).toMatch(/Fits your look at|Often viewed|Others who looked at/);

    await page.goto(shop.origin);
    const known = await railItems(page, 'for-you');
    await page.reload();
    expect(await railItems(page, 'for-you')).toBe(known);
    await page.getByRole('button', {name: 'Under the hood'}).click();
    await expect.poll(() => page.locator('.panel').innerText()).toMatch(/opfs[\s\S]*personalization, measurement/);
    expect(await page.locator('.panel').innerText()).toMatch(/owns the store/);
    expect((await watched(page)).violations).toEqual([]);
    expect(shop.problems).toEqual([]);
  });

  it('is one visit in two tabs', async () => {
    const shop = await start();
    const first = await shop.open();
    await answer(first, 'granted');
    const second = await shop.open('/privacy');
    await expect.poll(() => second.locator('[data-storage="opfs"]').count()).toBe(1);
    await openFromRail(first, 'popular', 3);
    const title = await first.locator('.product h1').innerText();
    await expect
      .poll(() => second.locator('.events td').allInnerTexts())
      .toContainEqual(expect.stringContaining(title));
    await second.goto(shop.origin);
    await railItems(second, 'for-you');
    expect(shop.problems).toEqual([]);
  });

  it('fills a cart and pretends to sell it; what was bought is recommended no longer', async () => {
    const shop = await start();
    const page = await shop.open();
    await answer(page, 'granted');
    await railItems(page, 'popular');
    const name = await openFromRail(page, 'popular', 2);
    const item = /\/p\/(\d+)/.exec(page.url())?.[1];
    await page.getByRole('button', {name: 'Add to cart'}).click();
    await page.getByRole('link', {name: 'Cart, 1 item'}).click();
    await page.getByRole('button', {name: `One more of ${name}`}).click();
    await page.getByRole('link', {name: 'Cart, 2 items'}).waitFor();
    await railItems(page, 'cart');
    await page.getByRole('link', {name: 'To the pretend checkout'}).click();
    await page.getByText('This is a demonstration.').waitFor();
    await page.getByRole('button', {name: 'Pretend to order'}).click();
    await page.getByRole('link', {name: 'Back to the shop'}).click();
    await page.getByRole('link', {name: 'Cart, empty'}).waitFor();
    expect((await railItems(page, 'for-you')).split(' ')).not.toContain(item);
    expect(shop.problems).toEqual([]);
  });

  it('finds, filters and keeps both in the address', async () => {
    const shop = await start();
    const page = await shop.open('/search?q=walnut');
    const all = Number(/\d+/.exec(await page.locator('.count').innerText())?.[0]);
    expect(all).toBeGreaterThan(3);
    for (const name of await page.locator('.grid .card-name').allInnerTexts()) expect(name).toMatch(/walnut/i);
    await page.locator('[data-key="order"]').selectOption('cheap');
    await page.waitForURL(/order=cheap/);
    const prices = (await page.locator('.grid .price').allInnerTexts()).map((text) => Number(text.replace('€', '')));
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
    await page.locator('[data-key="max"]').selectOption('30');
    await page.waitForURL(/max=30/);
    expect(Number(/\d+/.exec(await page.locator('.count').innerText())?.[0])).toBeLessThan(all);
    await page.reload();
    expect(await page.locator('[data-key="max"]').inputValue()).toBe('30');
    await page.goto(`${shop.origin}/search?q=zzzz`);
    await page.getByText('Nothing here goes by that name.').waitFor();
    await page.goto(`${shop.origin}/c/no-such-thing`);
    await page.getByRole('heading', {name: 'There is nothing here'}).waitFor();
    // The package's own rail serves the empty pages.
    await page.locator('nearshelf-rail a[href]').first().click();
    await page.locator('.product').waitFor();
    expect(shop.problems).toEqual([]);
  });

  it('never keeps the page busy for 50 ms at a time, and nothing moves when rails come', async () => {
    const shop = await start();
    const page = await shop.context.newPage();
    const stop = await traceTasks(page);
    await page.goto(shop.origin);
    await railItems(page, 'popular');
    // By selectors: to find things by their roles is work that Playwright does on the page's main thread.
    await page.locator('.banner .choice').last().click();
    await openFromRail(page, 'popular', 1);
    await railItems(page, 'for-you');
    await openFromRail(page, 'because', 2);
    await page.locator('.departments [href="/c/kitchen"]').click();
    await page.locator('.more').click();
    await page.locator('.head-links [href="/privacy"]').click();
    await page.locator('.events table').waitFor();
    const tasks = await stop();
    expect(tasks.length).toBeGreaterThan(100);
    expect(tasks[0], `the longest tasks: ${tasks.slice(0, 5).join(', ')} ms`).toBeLessThan(50);
    for (const path of ['/', '/privacy', '/c/kitchen', '/cart']) {
      for (const width of [1280, 390]) {
        await page.setViewportSize({width, height: 850});
        await page.goto(shop.origin + path);
        await page.locator('h1').waitFor();
        if (path === '/') await railItems(page, 'for-you');
        if (path === '/privacy') await page.locator('.events table').waitFor();
        expect((await watched(page)).layoutShift, `${path} at ${width}`).toBeLessThan(0.02);
      }
    }
  });
});
