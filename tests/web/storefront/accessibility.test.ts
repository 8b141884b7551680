import {afterAll, beforeAll, describe, expect, it} from 'vitest';

import {chromiumMissing} from '../support/chromium.js';
import {answer, openFromRail, openShop, railItems, storefrontMissing, type OpenShop} from '../support/storefront.js';

const PAGES = ['/', '/c/kitchen', '/search?q=mug', '/cart', '/checkout', '/privacy', '/about'];

/** Text and what it stands on, by the names of the colours. */
const PAIRS = [
  ['ink', 'paper'],
  ['ink', 'raised'],
  ['ink', 'sunk'],
  ['ink', 'green-soft'],
  ['ink', 'clay-soft'],
  ['quiet', 'paper'],
  ['quiet', 'raised'],
  ['quiet', 'sunk'],
  ['clay', 'paper'],
  ['clay', 'green-soft'],
  ['green', 'paper'],
  ['green', 'green-soft'],
  ['on-green', 'green'],
  ['on-strip', 'strip'],
  ['paper', 'clay'],
  ['paper', 'ink'],
] as const;

function luminance(color: string): number {
  // The build writes #fff for #ffffff.
  const hex = color.length === 4 ? color.replace(/[^#]/g, '$&$&') : color;
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

describe.skipIf(chromiumMissing() || storefrontMissing())('everyone in the storefront', () => {
  let shop: OpenShop;

  beforeAll(async () => {
    shop = await openShop();
  });
  afterAll(() => shop?.close());

  it('finds landmarks, headings in order, and a name on every control', async () => {
    const page = await shop.open();
    for (const path of PAGES) {
      await page.goto(shop.origin + path);
      await page.locator('h1').waitFor();
      const found = await page.evaluate(() => {
        const named = (element: Element): boolean =>
          Boolean(
            element.getAttribute('aria-label') ||
              element.textContent?.trim() ||
              (element as HTMLInputElement).labels?.length ||
              element.querySelector('img[alt]:not([alt=""])'),
          );
        const levels = [...document.querySelectorAll('h1, h2, h3, h4')]
          .filter((heading) => heading.checkVisibility())
          .map((heading) => Number(heading.tagName[1]));
        return {
          landmarks: ['header', 'main', 'footer', 'nav[aria-label]', 'form[role="search"]'].filter(
            (name) => !document.querySelector(name),
          ),
          nameless: [...document.querySelectorAll('a, button, input, select, summary')]
            .filter((control) => !named(control))
            .map((control) => control.outerHTML),
          ones: document.querySelectorAll('h1').length,
          skips: levels.filter((level, i) => i > 0 && level > (levels[i - 1] ?? 1) + 1 && level > 2),
          withoutAlt: document.querySelectorAll('img:not([alt])').length,
          ids: [...document.querySelectorAll('[id]')].map(({id}) => id).filter((id, i, all) => all.indexOf(id) !== i),
          lang: document.documentElement.lang,
        };
      });
      expect(found, path).toEqual({
        landmarks: [],
        nameless: [],
        ones: 1,
        skips: [],
        withoutAlt: 0,
        ids: [],
        lang: 'en',
      });
    }
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`reads at 4.5:1 or better, ${colorScheme}`, async () => {
      const page = await shop.open();
      await page.emulateMedia({colorScheme});
      const colors = await page.evaluate(
        (names) => {
          const style = getComputedStyle(document.documentElement);
          return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
        },
        [...new Set(PAIRS.flat()), 'edge', 'focus'],
      );
      for (const [text, ground] of PAIRS) {
        expect(contrast(colors[text]!, colors[ground]!), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
      // Borders of controls and the focus ring.
      expect(contrast(colors.edge!, colors.paper!)).toBeGreaterThanOrEqual(3);
      expect(contrast(colors.focus!, colors.paper!)).toBeGreaterThanOrEqual(3);
    });
  }

  it('can be used with the keyboard, and hears where they are', async () => {
    const page = await shop.open();
    await railItems(page, 'popular');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
    await page.locator('[data-rail="popular"] .card a').nth(1).focus();
    await page.keyboard.press('Enter');
    await page.locator('.product').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await page.goBack();
    await page.locator('.hero').waitFor();
    await page.goForward();
    await page.locator('.product').waitFor();
  });

  it('fits a phone: nothing is wider than the screen, and what is tapped is large enough', async () => {
    const page = await shop.open();
    await page.setViewportSize({width: 360, height: 740});
    await answer(page, 'denied');
    await railItems(page, 'popular');
    await openFromRail(page, 'popular', 1);
    for (const path of [...PAGES, new URL(page.url()).pathname]) {
      await page.goto(shop.origin + path);
      await page.locator('h1').waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(360);
      const small = await page.locator('button, .button, .head-link, select').evaluateAll((controls) =>
        controls
          .filter((control) => control.checkVisibility() && !control.classList.contains('link'))
          .filter((control) => control.getBoundingClientRect().height < 38)
          .map((control) => control.outerHTML.slice(0, 80)),
      );
      expect(small, path).toEqual([]);
    }
  });
});
