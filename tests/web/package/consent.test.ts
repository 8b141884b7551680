import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

import {afterEach, beforeEach, describe, expect, it} from 'vitest';

import {chromiumMissing} from '../support/chromium.js';
import {within} from '../support/within.js';
import {DIST, FAKE_DIST, openIn, openShop, storedThings, view, viewed, wasmMissing, type Shop} from './harness.js';

describe.skipIf(chromiumMissing())('consent', () => {
  let shop: Shop;

  beforeEach(async () => {
    shop = await openShop();
  });
  afterEach(() => shop.close());

  for (const consent of ['denied', 'unknown'] as const) {
    it(`leaves no byte behind while it is ${consent}, and recommends all the same`, async () => {
      const page = await shop.tab({consent});
      await view(page, 'item-0', 'item-1');
      const {items} = await page.evaluate(() => window.shelf.recommend({count: 1}));
      expect(items.map(({id}) => id)).toEqual(['item-2']);
      expect(await page.evaluate(() => [window.shelf.storage, window.shelf.consent])).toEqual(['memory', consent]);
      await page.reload();
      expect(await storedThings(page)).toEqual([]);
      await openIn(page, {consent});
      expect(await viewed(page)).toEqual([]);
      expect(await storedThings(page)).toEqual([]);
    });
  }

  it('begins to keep when it is granted, and carries nothing over from before', async () => {
    const page = await shop.tab({consent: 'unknown'});
    await view(page, 'item-1');
    await page.evaluate(() => window.shelf.setConsent('granted'));
    await view(page, 'item-2');
    expect(await page.evaluate(() => window.shelf.storage)).toBe('opfs');
    expect(await viewed(page)).toEqual(['item-2']);
    await page.reload();
    await openIn(page, {consent: 'granted'});
    expect(await viewed(page)).toEqual(['item-2']);
  });

  it('purges every tab and every store within a second when it is withdrawn', async () => {
    const [first, second, third] = [await shop.tab(), await shop.tab(), await shop.tab()];
    await view(second, 'item-1');
    // Once by a tab that follows, then by the one that owns.
    for (const page of [second, first]) {
      const took = await page.evaluate(async () => {
        const started = performance.now();
        await window.shelf.setConsent('denied');
        return performance.now() - started;
      });
      expect(took).toBeLessThan(within(1000));
      expect(await storedThings(page)).toEqual([]);
      for (const each of [first, second, third]) {
        await each.waitForFunction(() => window.shelf.consent === 'denied' && window.changes.includes('consent'));
        expect(await viewed(each)).toEqual([]);
      }
      expect(await storedThings(page)).toEqual([]);
      await first.evaluate(() => window.shelf.setConsent('granted'));
      await second.evaluate(() => window.shelf.setConsent('granted'));
      await third.evaluate(() => window.shelf.setConsent('granted'));
      await view(first, 'item-3');
      expect(await viewed(second)).toEqual(['item-3']);
    }
  });

  it('does not begin to keep again in a page that was away when consent was withdrawn', async () => {
    const [first, second] = [await shop.tab(), await shop.tab()];
    await view(first, 'item-1');
    // Frozen: its worker is gone and hears of nothing.
    await first.evaluate(() => document.dispatchEvent(new Event('freeze')));
    await second.evaluate(() => window.shelf.setConsent('denied'));
    await second.close();
    await first.evaluate(() => document.dispatchEvent(new Event('resume')));
    await view(first, 'item-2');
    await first.waitForFunction(() => window.shelf.consent === 'denied' && window.shelf.storage === 'memory');
    expect(await storedThings(first)).toEqual([]);
  });

  it('purges what an earlier visit kept when a page opens with consent denied', async () => {
    const page = await shop.tab();
    await view(page, 'item-1');
    await page.evaluate(() => sessionStorage.setItem('nearshelf:default:pending', '[{"kind":"view","itemId":"x"}]'));
    await page.reload();
    expect(await storedThings(page)).not.toEqual([]);
    await openIn(page, {consent: 'denied'});
    expect(await storedThings(page)).toEqual([]);
  });

  it('keeps what an earlier visit kept while it is not known yet, until it is granted again', async () => {
    const page = await shop.tab();
    await view(page, 'item-1');
    await page.reload();
    await openIn(page, {consent: 'unknown'});
    expect(await viewed(page)).toEqual([]);
    await page.evaluate(() => window.shelf.setConsent('granted'));
    expect(await viewed(page)).toEqual(['item-1']);
  });

  it('forgets on request in all tabs and stays granted', async () => {
    const [first, second] = [await shop.tab(), await shop.tab()];
    await view(first, 'item-1');
    await second.evaluate(() => window.shelf.forgetAll());
    await first.waitForFunction(() => window.changes.includes('forgotten'));
    expect([await viewed(first), await viewed(second)]).toEqual([[], []]);
    await view(second, 'item-2');
    expect(await viewed(first)).toEqual(['item-2']);
  });
});

describe('the private worker as it is built', () => {
  function withImports(name: string, seen = new Map<string, string>(), folder = FAKE_DIST): Map<string, string> {
    if (seen.has(name)) return seen;
    const text = readFileSync(join(folder, name), 'utf8');
    seen.set(name, text);
    for (const [, imported] of text.matchAll(/["'`]\.\/([^"'`]+\.js)["'`]/g)) withImports(imported!, seen, folder);
    return seen;
  }

  const STORES = /indexedDB|getDirectory|BroadcastChannel|localStorage|sessionStorage|caches\b|navigator\.locks|cookie/;
  const SENDERS = /sendBeacon|XMLHttpRequest|WebSocket|EventSource|RTCPeerConnection|WebTransport|keepalive|POST/;
  const SYNC = /set_consent|nsh_task|next_task|nsh_sync|pendingErasures|\/v1\//;

  it('does not even know the names of the stores', () => {
    const files = withImports('worker.js');
    expect([...files.keys()].length).toBeGreaterThan(1);
    for (const [name, text] of files) expect(STORES.exec(text)?.[0], name).toBeUndefined();
    // The expression finds them where they are.
    const kept = [...withImports('kept.js').values()].join('\n');
    expect(STORES.test(kept)).toBe(true);
    expect(readdirSync(FAKE_DIST)).toContain('worker.js');
  });

  it.skipIf(wasmMissing())('has no code that sends, but for fetch to get the module and the model', () => {
    const files = withImports('worker.js', new Map(), DIST);
    for (const [name, text] of files) {
      expect(SENDERS.exec(text)?.[0], name).toBeUndefined();
      expect(SYNC.exec(text)?.[0], name).toBeUndefined();
    }
    // Two calls, of which neither has a method or a body.
    const text = [...files.values()].join('\n');
    const calls = [...text.matchAll(/\bfetch\(([^)]*)\)/g)].map(([, given]) => given!);
    expect(calls).toHaveLength(2);
    expect(text.match(/\bfetch\b/g)).toHaveLength(2);
    for (const call of calls) expect(call).not.toMatch(/method|body/);
    const kept = [...withImports('kept.js', new Map(), DIST).values()].join('\n');
    expect([SENDERS.test(kept), SYNC.test(kept)]).toEqual([true, true]);
  });
});
