import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';

import {makeFakeCore} from '../support/fake-core.js';
import type {CoreShelf} from '../../src/core/core.js';
import type {HostPort} from '../../src/host/extension.js';
import type {Purpose} from '../../src/shelf.js';
import {MemoryFiles} from '../../src/storage/memory-files.js';
import {KeptSide, type KeptSideOptions} from '../../src/sync/kept-side.js';

const SYNC = {url: 'https://sync.example/', key: 'key', batchEvents: 2};
const decide = (...granted: Purpose[]) => ({granted, globalPrivacyControl: false, policyVersion: '1', timeMs: 0});

describe('KeptSide', () => {
  let files: MemoryFiles;
  let shelf: CoreShelf;
  let told: string[] = [];
  let sent: string[] = [];
  let durableAtOnce = true;
  const sides: KeptSide[] = [];

  beforeEach(() => {
    files = new MemoryFiles();
    [told, sent, durableAtOnce] = [[], [], true];
    vi.stubGlobal('fetch', async (url: string, {keepalive}: RequestInit) => {
      sent.push(`${new URL(url).pathname}${keepalive ? ' keepalive' : ''}`);
      return new Response('');
    });
  });
  afterEach(() => {
    for (const side of sides.splice(0)) side.close();
    vi.unstubAllGlobals();
  });

  function open(options: Partial<KeptSideOptions> = {}): KeptSide {
    shelf = makeFakeCore({files}).openShelf({sync: SYNC});
    const port: HostPort = {
      run: (call) => call(shelf),
      commit: async () => {},
      get durableAtOnce() {
        return durableAtOnce;
      },
      tell: (reason, decision) => told.push(`${reason} ${decision?.granted.join() ?? ''}`),
      log: () => {},
    };
    const decision = decide('personalization', 'measurement');
    const side = new KeptSide(port, {
      decision,
      fallback: decision,
      purgeFirst: false,
      sync: SYNC,
      online: () => true,
      ...options,
    });
    sides.push(side);
    side.opened(shelf);
    return side;
  }

  const track = (side: KeptSide, ...items: string[]): void => {
    for (const itemId of items) shelf.track({kind: 'view', itemId});
    side.recorded();
  };

  it('puts what the page says into force before anything is recorded', () => {
    const side = open();
    expect([side.keepsProfile, side.consent()?.effective]).toEqual([true, ['personalization', 'measurement']]);
    expect(open({decision: decide('measurement')}).keepsProfile).toBe(false);
  });

  it('heeds what another tab decided meanwhile, unless nothing was', () => {
    open({decision: decide('measurement')});
    expect(open({decision: null}).consent()?.granted).toEqual(['measurement']);
    files = new MemoryFiles();
    expect(open({decision: null}).consent()?.granted).toEqual(['personalization', 'measurement']);
  });

  it('does not grant again what was taken back when the store is rebuilt', async () => {
    const side = open();
    await side.setConsent(decide('personalization'));
    files = new MemoryFiles();
    shelf = makeFakeCore({files}).openShelf({sync: SYNC});
    side.opened(shelf);
    expect(side.consent()?.effective).toEqual(['personalization']);
  });

  it('completes a withdrawal that was cut short before it grants anew', () => {
    track(open(), 'old');
    open({purgeFirst: true});
    expect(shelf.events(0, 10).events).toEqual([]);
  });

  it('says nothing of a decision that changes nothing, and tells all tabs of one that does', async () => {
    const side = open();
    await side.setConsent(decide('personalization', 'measurement'));
    expect(told).toEqual([]);
    await side.setConsent(decide('personalization'));
    expect(told).toEqual(['consent personalization']);
  });

  it('sends a batch when one is due, and tells', async () => {
    const side = open();
    track(side, 'a', 'b');
    await vi.waitFor(() => expect(told).toEqual(['sync ']));
    expect([sent, side.syncInfo().queuedEvents]).toEqual([['/v1/events'], 0]);
  });

  it('takes back what was sent when measurement is withdrawn, and goes on personalizing', async () => {
    const side = open();
    track(side, 'a', 'b');
    await vi.waitFor(() => expect(sent).toEqual(['/v1/events']));
    await side.setConsent(decide('personalization'));
    expect(side.syncInfo()).toMatchObject({pendingErasures: 1, queuedEvents: 0});
    track(side, 'c', 'd');
    await vi.waitFor(() => expect(side.syncInfo().pendingErasures).toBe(0));
    expect(sent).toEqual(['/v1/events', '/v1/erase']);
    expect(shelf.events(0, 10).events).toHaveLength(4);
  });

  it('sends what waits when the page is left, but only where that is known to the disk', () => {
    const side = open();
    track(side, 'a');
    side.leave();
    expect(sent).toEqual(['/v1/events keepalive']);
    durableAtOnce = false;
    const other = open();
    track(other, 'b');
    other.leave();
    expect(sent).toHaveLength(1);
  });

  it('sends nothing without a server', async () => {
    const side = open({sync: undefined});
    track(side, 'a', 'b');
    side.flush();
    side.leave();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(sent).toEqual([]);
  });
});
