import {afterAll, beforeAll, describe, expect, it} from 'vitest';

import {firefoxMissing, openFirefox, type Firefox} from '../support/firefox.js';
import {serveStorefront, storefrontMissing} from '../support/storefront.js';

const ITEMS = (rail: string): string => `document.querySelector('[data-rail="${rail}"]')?.dataset.items ?? ''`;

describe.skipIf(firefoxMissing() || storefrontMissing())('the storefront in Firefox', () => {
  let firefox: Firefox;
  let server: Awaited<ReturnType<typeof serveStorefront>>;

  beforeAll(async () => {
    server = await serveStorefront();
    firefox = await openFirefox();
  });
  afterAll(async () => {
    await firefox?.close();
    await server?.close();
  });

  it('shows what is popular, follows clicks, keeps the profile over a reload and forgets it', async () => {
    const page = await firefox.newPage();
    await page.goto(server.origin);
    await page.until(ITEMS('popular'));
    await page.click('.banner button:last-child');
    await page.click('[data-rail="popular"] li:nth-child(1) a');
    await page.until(ITEMS('for-you'));
    const first = await page.evaluate<string>(ITEMS('for-you'));
    await page.click('[data-rail="because"] li:nth-child(2) a');
    await page.until(`(${ITEMS('for-you')}) !== ${JSON.stringify(first)} && (${ITEMS('for-you')})`);
    expect(await page.evaluate<string>(`document.querySelector('[data-rail="for-you"] .reason').textContent`)).not.toBe(
      '',
    );

    await page.goto(`${server.origin}/privacy`);
    await page.until(`document.querySelector('[data-storage="opfs"]')`);
    await page.until(`Number(document.querySelector('.events').dataset.events) >= 3`);
    await page.click('[data-action="forget"]');
    await page.until(`document.querySelector('.events').dataset.events === '0'`);
    // An image that was still under way when its page was left is an error to Firefox, with a service worker between.
    const leftBehind = /\/images\/\d+\.svg’\. A ServiceWorker intercepted the request/;
    expect(firefox.errors().filter((error) => !leftBehind.test(error))).toEqual([]);
  });
});
