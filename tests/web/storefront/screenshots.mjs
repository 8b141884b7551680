// Takes the pictures of the storefront that the docs show: npm run screenshots -w tests/web [-- FOLDER]
// Needs a built storefront (script/demo --no-serve) and Chromium; pngquant, where it is installed, makes them small.
// A third argument "all" takes every page, to look at while working on the design.
import {spawnSync} from 'node:child_process';
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

import {chromium} from 'playwright-core';

import {serve} from '../../../examples/storefront/serve.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = process.argv[2] ?? join(root, 'docs/images');
const DEVICES = {
  desktop: {viewport: {width: 1280, height: 900}},
  phone: {viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true},
};

/** A visit with a few teapots and a knife in it, so that the rails have something to say. */
async function lookAround(page, origin) {
  await page.goto(origin);
  await page.getByRole('button', {name: 'Yes to all'}).click();
  for (const path of ['/c/kitchen/knives', '/c/coffee-tea/teapots', '/c/coffee-tea/teapots']) {
    await page.evaluate((to) => {
      history.pushState(null, '', to);
      dispatchEvent(new PopStateEvent('popstate'));
    }, path);
    await page
      .locator('.grid .card a')
      .nth(path.includes('knives') ? 1 : 0)
      .click();
    await page.locator('.product').waitFor();
    await page.locator('[data-rail="for-you"][data-items]').waitFor();
  }
}

async function settle(page) {
  await page.evaluate(() => document.querySelector('.toast')?.classList.remove('visible'));
  await page.evaluate(async () => {
    for (const image of document.images) image.loading = 'eager';
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  });
}

await mkdir(folder, {recursive: true});
const {origin, close} = await serve({folder: join(root, 'examples/storefront/dist')});
const browser = await chromium.launch({
  executablePath: process.env.NEARSHELF_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  for (const [device, options] of Object.entries(DEVICES)) {
    for (const colorScheme of ['light', 'dark']) {
      const context = await browser.newContext({...options, colorScheme});
      const page = await context.newPage();
      const take = async (name) => {
        await settle(page);
        const path = join(folder, `storefront-${name}-${device}-${colorScheme}.png`);
        await page.screenshot({path});
        const {error} = spawnSync('pngquant', [
          '--force',
          '--skip-if-larger',
          '--speed',
          '1',
          '--output',
          path,
          '128',
          path,
        ]);
        if (error) console.warn(`${path} is as large as it is: pngquant is not installed`);
      };
      await page.goto(origin);
      await page.locator('[data-rail="popular"][data-items]').waitFor();
      if (process.argv[3] === 'all') await take('first');
      await lookAround(page, origin);
      await take('product');
      if (process.argv[3] === 'all') {
        await page.locator('[data-rail="because"]').scrollIntoViewIfNeeded();
        await page.evaluate(() => scrollBy(0, 420));
        await take('rails');
        await page.locator('[data-action="add"]').click();
        await page.getByRole('link', {name: /^Cart/}).click();
        await page.locator('.cart').waitFor();
        await take('cart');
        await page.goto(`${origin}/c/kitchen`);
        await page.locator('.grid').waitFor();
        await take('category');
      }
      await page.goto(origin);
      await page.locator('[data-rail="for-you"][data-items]').waitFor();
      await take('home');
      await page.goto(`${origin}/privacy`);
      await page.locator('.events table').waitFor();
      if (process.argv[3] === 'all' || colorScheme === 'light') await take('privacy');
      await context.close();
    }
  }
} finally {
  await browser.close();
  await close();
}
