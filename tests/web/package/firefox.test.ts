import {afterEach, beforeEach, describe, expect, it} from 'vitest';

import {firefoxMissing, openFirefox, type Firefox, type FirefoxPage} from '../support/firefox.js';
import {serveShop, type ShopServer} from './harness.js';

/** Firefox has OPFS, but its access handles know no mode and lock their file. */
describe.skipIf(firefoxMissing())('the package in Firefox', () => {
  let shop: ShopServer;
  let firefox: Firefox;

  beforeEach(async () => {
    shop = await serveShop();
    firefox = await openFirefox();
  });
  afterEach(async () => {
    await firefox.close();
    await shop.server.close();
  });

  async function open(page: FirefoxPage, consent = 'granted'): Promise<FirefoxPage> {
    await page.goto(`${shop.server.origin}/shop.html`);
    await page.until(`typeof window.openShelf === 'function'`);
    const opening = `window.openShelf({model: '/model.nsm', consent: '${consent}'})`;
    await page.evaluate(`${opening}.then((shelf) => { window.shelf = shelf; })`);
    return page;
  }

  const view = (page: FirefoxPage, itemId: string): Promise<unknown> =>
    page.evaluate(`window.shelf.track({kind: 'view', itemId: '${itemId}'})`);
  const viewed = (page: FirefoxPage): Promise<string[]> =>
    page.evaluate(`window.shelf.events().then((events) => events.map(({itemId}) => itemId))`);

  it('keeps the profile, shares it between tabs and hands it over', async () => {
    const [first, second] = [await open(await firefox.newPage()), await open(await firefox.newPage())];
    expect(await first.evaluate('window.shelf.storage')).toBe('opfs');
    expect(await second.evaluate('window.shelf.info().then(({owner}) => owner)')).toBe(false);
    await view(second, 'item-1');
    await first.goto('about:blank');
    await view(second, 'item-2');
    expect(await second.evaluate('window.shelf.info().then(({owner}) => owner)')).toBe(true);
    await open(first);
    expect(await viewed(first)).toEqual(['item-1', 'item-2']);
    await open(second);
    expect(await viewed(second)).toEqual(['item-1', 'item-2']);
    expect(firefox.errors()).toEqual([]);
  });

  it('deletes what it kept in all tabs when consent is withdrawn', async () => {
    const [first, second] = [await open(await firefox.newPage()), await open(await firefox.newPage())];
    await view(first, 'item-1');
    await second.evaluate(`window.shelf.setConsent('denied')`);
    await first.until(`window.shelf.consent === 'denied'`);
    expect([await viewed(first), await viewed(second)]).toEqual([[], []]);
    const names = `(async () => {
      const found = [];
      for await (const name of (await navigator.storage.getDirectory()).keys()) found.push(name);
      return found;
    })()`;
    expect(await first.evaluate(names)).toEqual([]);
  });
});
