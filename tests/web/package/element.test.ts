import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import type {Page} from 'playwright-core';
import type {RailElement, RailSelection} from 'nearshelf/element';

import {chromiumMissing} from '../support/chromium.js';
import {openShop, type Shop} from './harness.js';

/** Styles inline are forbidden, as on a careful shop. */
const CSP = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";

const SCRIPT = `
  import {defineRail} from '/nearshelf/element.js';
  import {observeReading} from '/nearshelf/observer.js';
  defineRail();
  defineRail();
  window.observeReading = observeReading;
  const listeners = new Set();
  window.items = Array.from({length: 12}, (_, i) => ({
    id: 'i' + i, score: 1, title: 'Item ' + i, price: 10 + i, url: '/item/' + i, image: '/none.png',
    reasons: [{kind: 'often_next', share: 1, itemTitle: 'Boots'}],
  }));
  window.asked = [];
  window.tracked = [];
  window.fakeShelf = {
    recommend: async (options) => {
      window.asked.push(['recommend', options]);
      return {context: 'session', items: window.items.slice(0, options.count)};
    },
    recommendAfter: async (ids, options) => {
      window.asked.push([ids.join(), options]);
      return {context: 'session', items: window.items.slice(0, options.count)};
    },
    on: (_, listener) => (listeners.add(listener), () => listeners.delete(listener)),
    track: async (event) => void window.tracked.push(event),
  };
  window.change = (reason) => listeners.forEach((listener) => listener({reason}));
`;

declare global {
  interface Window {
    items: object[];
    asked: [string, {count: number}][];
    tracked: {kind: string; itemId: string; dwellMs: number; scrollPercent: number}[];
    fakeShelf: RailElement['shelf'];
    change: (reason: string) => void;
    observeReading: (shelf: unknown, options: {itemId: string}) => () => void;
    shift: number;
    selected: {id: string; position: number}[];
  }
}

describe.skipIf(chromiumMissing())('<nearshelf-rail>', () => {
  let shop: Shop;
  let page: Page;

  beforeEach(async () => {
    shop = await openShop({
      headers: {'content-security-policy': CSP},
      handler: (_, response, url) => {
        if (url.pathname === '/rail.js') response.setHeader('content-type', 'text/javascript').end(SCRIPT);
        else if (url.pathname === '/rail.html') {
          response.setHeader('content-type', 'text/html').end(
            `<!doctype html><html lang="en-GB"><title>rail</title><script type="module" src="/rail.js"></script>
            <nearshelf-rail count="4" currency="EUR"></nearshelf-rail><p id="below">below</p>`,
          );
        } else if (url.pathname === '/tall.html') {
          const text = '<p>text</p>'.repeat(200);
          const page = `<!doctype html>${text}<script type="module" src="/rail.js"></script>`;
          response.setHeader('content-type', 'text/html').end(page);
        } else return false;
        return true;
      },
    });
    page = await shop.blank('/rail.html');
    await page.waitForFunction(() => customElements.get('nearshelf-rail') !== undefined && 'fakeShelf' in window);
  });
  afterEach(() => shop.close());

  const rail = (): ReturnType<Page['locator']> => page.locator('nearshelf-rail');

  async function fill(): Promise<void> {
    await rail().evaluate((element) => {
      (element as RailElement).shelf = window.fakeShelf;
    });
    await rail().getByText('Item 3').waitFor();
  }

  it('has its room before it has its items, and keeps it when there are none', async () => {
    const below = page.locator('#below');
    const top = (): Promise<number> => below.evaluate((element) => element.getBoundingClientRect().top);
    const before = await top();
    expect(before).toBeGreaterThan(150);
    await fill();
    expect(await top()).toBeCloseTo(before, 0);
    await page.evaluate(() => {
      window.items = [];
      window.change('event');
    });
    await rail().getByText('Nothing to show yet').waitFor();
    expect(await top()).toBeGreaterThanOrEqual(before - 1);
  });

  it('is a named list of links with prices and reasons', async () => {
    await fill();
    const list = rail().getByRole('list');
    expect(await list.getByRole('listitem').count()).toBe(4);
    await rail().getByRole('region', {name: 'For you'}).waitFor();
    const link = list.getByRole('link').nth(1);
    expect((await link.innerText()).replace(/\s+/g, ' ').trim()).toBe('Item 1 €11.00 Often next after Boots');
    expect(await link.getAttribute('href')).toBe(`${shop.server.origin}/item/1`);
  });

  it('asks for what its attributes say, and again when they or the shelf change', async () => {
    await fill();
    await rail().evaluate((element) => element.setAttribute('kind', 'popular'));
    await page.waitForFunction(() => window.asked.length === 2);
    await page.evaluate(() => window.change('event'));
    await rail().evaluate((element) => {
      element.setAttribute('kind', 'because');
      element.setAttribute('item-id', 'i7');
      element.setAttribute('count', '2');
    });
    await page.waitForFunction(() => window.asked.length === 3);
    await page.evaluate(() => window.change('model'));
    await page.waitForFunction(() => window.asked.length === 4);
    const asked = await page.evaluate(() => window.asked.map(([what, {count}]) => `${what} ${count}`));
    expect(asked).toEqual(['recommend 4', ' 4', 'i7 2', 'i7 2']);
  });

  it('keeps the entries of items that stay, focus included', async () => {
    await fill();
    await rail().getByRole('link').nth(2).focus();
    await page.evaluate(() => window.change('event'));
    await page.waitForFunction(() => window.asked.length === 2);
    expect(await rail().evaluate((element) => element.shadowRoot!.activeElement?.textContent)).toContain('Item 2');
  });

  it('is moved through with the arrows, and tells what was chosen', async () => {
    await fill();
    await page.evaluate(() => {
      window.selected = [];
      document.addEventListener('nearshelf-select', (event) => {
        const {item, position} = (event as CustomEvent<RailSelection>).detail;
        window.selected.push({id: item.id, position});
        event.preventDefault();
      });
    });
    await rail().getByRole('link').first().focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'Enter', 'End', 'Enter']) {
      await page.keyboard.press(key);
    }
    expect(await page.evaluate(() => window.selected)).toEqual([
      {id: 'i1', position: 1},
      {id: 'i3', position: 3},
    ]);
    expect(page.url()).toContain('/rail.html');
  });

  it('speaks the shop\'s language and lets no address through that is none of the web', async () => {
    await page.evaluate(() => {
      const url = 'javascript:alert(1)';
      window.items = [{id: 'x', score: 1, title: '<b>x</b>', price: 1234.5, url, reasons: []}];
    });
    await rail().evaluate((element) => {
      element.setAttribute('lang', 'de-DE');
      (element as RailElement).texts = {forYou: 'Für Sie'};
      (element as RailElement).shelf = window.fakeShelf;
    });
    await rail().getByText('<b>x</b>').waitFor();
    expect(await rail().getByRole('heading').innerText()).toBe('Für Sie');
    expect(await rail().getByRole('link').count()).toBe(0);
    expect((await rail().getByRole('button').innerText()).replace(/\s+/g, ' ').trim()).toBe('<b>x</b> 1.234,50 €');
  });

  it('is read to the end: the observer reports each quarter, and the time the page was visible', async () => {
    await page.goto(`${shop.server.origin}/tall.html`);
    await page.waitForFunction(() => 'observeReading' in window);
    await page.evaluate(() => {
      const stop = window.observeReading(window.fakeShelf, {itemId: 'a'});
      window.addEventListener('stop', stop);
    });
    for (const part of [0.3, 0.6, 1]) {
      await page.evaluate((to) => scrollTo(0, document.documentElement.scrollHeight * to), part);
      const wanted = Math.floor(part * 4) * 25;
      await page.waitForFunction((percent) => (window.tracked.at(-1)?.scrollPercent ?? -1) >= percent, wanted);
    }
    await page.evaluate(() => window.dispatchEvent(new Event('stop')));
    const tracked = await page.evaluate(() => window.tracked);
    const depths = tracked.map(({scrollPercent}) => scrollPercent);
    expect(depths).toEqual([...depths].sort((a, b) => a - b));
    expect(depths.at(-1)).toBe(100);
    for (const event of tracked) expect(event).toMatchObject({kind: 'impression', itemId: 'a'});
    expect(tracked.every(({dwellMs}) => dwellMs >= 0)).toBe(true);
  });
});
