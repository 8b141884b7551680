import {afterEach, describe, expect, it} from 'vitest';

import {chromiumMissing} from '../support/chromium.js';
import {answer, openFromRail, openShop, railItems, storefrontMissing, type OpenShop} from '../support/storefront.js';

const open: OpenShop[] = [];

afterEach(async () => {
  for (const shop of open.splice(0)) await shop.close();
});

describe.skipIf(chromiumMissing() || storefrontMissing())('the storefront offline', () => {
  for (const consent of ['granted', 'denied'] as const) {
    it(`works after the first visit, with consent ${consent}`, async () => {
      const shop = await openShop();
      open.push(shop);
      const page = await shop.open();
      await answer(page, consent);
      await railItems(page, 'popular');
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      // What is kept last is what the popular pictures are.
      const kept = (): Promise<string[]> =>
        page.evaluate(async () => (await (await caches.open('goods-1')).keys()).map(({url}) => url));
      await expect.poll(async () => (await kept()).filter((url) => url.includes('/images/')).length).toBeGreaterThanOrEqual(80);
      await expect.poll(kept).toContainEqual(expect.stringMatching(/\.nsm$/));

      await shop.context.setOffline(true);
      await page.reload();
      await railItems(page, 'popular');
      await openFromRail(page, 'popular', 1);
      await railItems(page, 'for-you');
      await page.getByRole('link', {name: 'Kitchen', exact: true}).click();
      await page.locator('.grid .card').first().waitFor();
      await page.goto(`${shop.origin}/search?q=kettle`);
      await page.locator('.grid .card').first().waitFor();
      const broken = await page.locator('.grid img').evaluateAll((images) =>
        Promise.all(
          (images as HTMLImageElement[]).slice(0, 4).map((image) =>
            image.decode().then(
              () => 0,
              () => 1,
            ),
          ),
        ),
      );
      expect(broken).not.toContain(1);
    });
  }

  it('replaces the shell as a whole: its cache carries the version of the build', async () => {
    const shop = await openShop();
    open.push(shop);
    const page = await shop.open();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    const names = await page.evaluate(() => caches.keys());
    expect(names.filter((name) => /^shell-[0-9a-f]{12}$/.test(name))).toHaveLength(1);
    const shell = await page.evaluate(
      async (name) => (await (await caches.open(name)).keys()).map(({url}) => new URL(url).pathname),
      names.find((name) => name.startsWith('shell-'))!,
    );
    expect(shell).toContain('/');
    expect(shell.some((path) => /^\/assets\/index-.*\.js$/.test(path))).toBe(true);
  });
});
