import {readFile} from 'node:fs/promises';

import type {Page} from 'playwright-core';
import {afterEach, describe, expect, it} from 'vitest';

import {chromiumMissing} from '../support/chromium.js';
import {answer, openFromRail, openShop, railItems, storefrontMissing, type OpenShop} from '../support/storefront.js';

const open: OpenShop[] = [];

afterEach(async () => {
  for (const shop of open.splice(0)) await shop.close();
});

async function start(): Promise<OpenShop> {
  const shop = await openShop();
  open.push(shop);
  return shop;
}

/** Names of everything that pages of the shop keep; the service worker's caches hold files of the shop only. */
function kept(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const files: string[] = [];
    const folder = (await navigator.storage.getDirectory()) as FileSystemDirectoryHandle & {
      keys(): AsyncIterable<string>;
    };
    for await (const name of folder.keys()) files.push(`file ${name}`);
    const databases = (await indexedDB.databases()).map(({name}) => `database ${name}`);
    return [...files, ...databases, ...Object.keys(localStorage), ...Object.keys(sessionStorage)];
  });
}

describe.skipIf(chromiumMissing() || storefrontMissing())('privacy in the storefront', () => {
  it('asks with answers that look alike and nothing ticked, and a no keeps nothing and says so', async () => {
    const shop = await start();
    const page = await shop.open();
    await page.locator('.banner').waitFor();
    const looks = await page.locator('.banner button').evaluateAll((buttons) =>
      buttons.map((button) => {
        const {backgroundColor, color, fontSize, fontWeight, borderColor} = getComputedStyle(button);
        const {clientHeight, clientWidth} = button;
        return [backgroundColor, color, fontSize, fontWeight, borderColor, clientHeight, clientWidth].join();
      }),
    );
    expect(looks).toHaveLength(3);
    expect(new Set(looks).size).toBe(1);
    expect(await page.locator('.banner input:checked').count()).toBe(0);

    await answer(page, 'denied');
    await openFromRail(page, 'popular', 1);
    await railItems(page, 'for-you');
    expect(await kept(page)).toEqual(['wren-consent']);
    // Nor does a cache tell what was looked at: only what everybody is shown is kept for offline.
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    const cached = (): Promise<string[]> =>
      page.evaluate(async () => (await (await caches.open('goods-1')).keys()).map(({url}) => new URL(url).pathname));
    await expect.poll(async () => (await cached()).filter((path) => path.startsWith('/images/')).length).toBe(80);
    await page.goto(`${shop.origin}/c/bedroom?order=dear`);
    await page.locator('.grid .card a').first().click();
    const item = /\/p\/(\d+)/.exec(page.url())?.[1];
    await page.locator('.product img').evaluate((image: HTMLImageElement) => image.decode());
    expect(await cached()).not.toContain(`/images/${item}.svg`);

    await page.getByRole('link', {name: 'Privacy'}).click();
    await page.locator('[data-storage="memory"]').waitFor();
    expect(await page.locator('.choice-row [aria-pressed="true"]').allInnerTexts()).toEqual(['No', 'No', 'No']);
    const rows = await page.locator('.choice-row').evaluateAll((groups) =>
      groups.map((group) => [...group.querySelectorAll('button')].map(({clientWidth}) => clientWidth)),
    );
    for (const [no, yes] of rows) expect(no).toBe(yes);
    await page.reload();
    await page.locator('[data-storage="memory"]').waitFor();
    await expect.poll(() => page.locator('.events').getAttribute('data-events')).toBe('0');
    expect(shop.problems).toEqual([]);
  });

  it('lists, hands out and forgets what is known', async () => {
    const shop = await start();
    const page = await shop.open();
    await answer(page, 'granted');
    const name = await openFromRail(page, 'popular', 1);
    await page.getByRole('link', {name: 'Privacy'}).click();
    await page.locator('[data-storage="opfs"]').waitFor();
    await expect.poll(() => page.locator('.events td').allInnerTexts()).toContainEqual(expect.stringContaining(name));

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', {name: 'Download it'}).click(),
    ]);
    const profile = JSON.parse(await readFile(await download.path(), 'utf8')) as {
      format: string;
      events: {kind: string}[];
    };
    expect(profile.format).toBe('nearshelf-profile');
    expect(profile.events.map(({kind}) => kind)).toContain('view');

    await page.getByRole('button', {name: 'Forget everything'}).click();
    await expect.poll(() => page.locator('.events').getAttribute('data-events')).toBe('0');
    await page.reload();
    await page.locator('[data-storage="opfs"]').waitFor();
    await expect.poll(() => page.locator('.events').innerText()).toBe('Nothing so far.');
    expect(shop.problems).toEqual([]);
  });

  it('takes each answer for itself: only what was ticked, and each can be taken back', async () => {
    const shop = await start();
    const page = await shop.open();
    await page.getByLabel(/^Count my visit/).check();
    await page.getByRole('button', {name: 'Only what I ticked'}).click();
    await page.locator('.banner').waitFor({state: 'hidden'});
    await page.getByRole('link', {name: 'Privacy', exact: true}).click();
    const pressed = (): Promise<string[]> => page.locator('.choice-row [aria-pressed="true"]').allInnerTexts();
    await expect.poll(pressed).toEqual(['No', 'Yes', 'No']);
    // What is counted is not remembered.
    await page.locator('[data-storage="memory"]').waitFor();
    await page.getByRole('button', {name: 'Yes: Remember here'}).click();
    await page.locator('[data-storage="opfs"]').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Yes: Remember here');
    await page.getByRole('button', {name: 'No: Count my visit'}).click();
    await expect.poll(pressed).toEqual(['Yes', 'No', 'No']);
    await page.locator('[data-storage="opfs"]').waitFor();
    expect(shop.problems).toEqual([]);
  });

  it('brings a profile from another device, and says why not', async () => {
    const shop = await start();
    const page = await shop.open();
    await answer(page, 'granted');
    await openFromRail(page, 'popular', 1);
    await page.getByRole('link', {name: 'Privacy', exact: true}).click();
    await expect.poll(async () => Number(await page.locator('.events').getAttribute('data-events'))).toBeGreaterThan(1);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', {name: 'Download it'}).click(),
    ]);
    const file = await download.path();
    const before = await page.locator('.events').getAttribute('data-events');
    await page.getByRole('button', {name: 'Forget everything'}).click();
    await expect.poll(() => page.locator('.events').getAttribute('data-events')).toBe('0');
    await page.locator('#import').setInputFiles(file);
    await expect.poll(() => page.locator('.events').getAttribute('data-events')).toBe(before);
    await page.locator('#import').setInputFiles({name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{}')});
    await expect.poll(() => page.locator('.toast').innerText()).toMatch(/not a file/);
    await page.getByRole('button', {name: 'No: Remember here'}).click();
    await page.locator('[data-storage="memory"]').waitFor();
    await page.locator('#import').setInputFiles(file);
    await expect.poll(() => page.locator('.toast').innerText()).toMatch(/Remember here/);
  });

  it('asks again when the text has changed, and keeps nothing more until it is answered', async () => {
    const shop = await start();
    const page = await shop.open();
    await answer(page, 'granted');
    await openFromRail(page, 'popular', 1);
    await page.getByRole('link', {name: 'Privacy', exact: true}).click();
    await page.locator('[data-storage="opfs"]').waitFor();
    const events = (): Promise<string | null> => page.locator('.events').getAttribute('data-events');
    await expect.poll(events).not.toBe('0');
    const before = await events();
    // As if the answer had been given to an earlier text.
    await page.evaluate(() => {
      const note = JSON.parse(localStorage.getItem('wren-consent')!) as {policyVersion: string};
      localStorage.setItem('wren-consent', JSON.stringify({...note, policyVersion: 'earlier'}));
    });
    await page.reload();
    await page.locator('.banner').waitFor();
    await page.locator('[data-storage="memory"]').waitFor();
    expect(await events()).toBe('0');
    await answer(page, 'granted');
    await page.locator('[data-storage="opfs"]').waitFor();
    await expect.poll(events).toBe(before);
  });

  it('deletes everything when a yes is taken back', async () => {
    const shop = await start();
    const page = await shop.open();
    await answer(page, 'granted');
    await openFromRail(page, 'popular', 1);
    await page.getByRole('link', {name: 'Privacy'}).click();
    await page.locator('[data-storage="opfs"]').waitFor();
    await page.locator('.choice-box').getByRole('button', {name: 'No to all'}).click();
    await page.locator('[data-storage="memory"]').waitFor();
    await expect.poll(() => kept(page)).toEqual(['wren-consent']);
    expect(shop.problems).toEqual([]);
  });

  it('takes Global Privacy Control for a no, without asking', async () => {
    const shop = await start();
    await shop.context.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', {value: true}));
    const page = await shop.open();
    await openFromRail(page, 'popular', 1);
    expect(await page.locator('.banner').isVisible()).toBe(false);
    await page.getByRole('link', {name: 'Privacy'}).click();
    await page.getByText('Your browser says no for you.').waitFor();
    expect(await kept(page)).toEqual([]);
  });
});
