import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';

import type {CoreHost} from '../../src/core/core.js';
import {NearshelfError} from '../../src/errors.js';
import {ShelfHost, type HostOptions} from '../../src/host/host.js';
import {MemoryStore} from '../../src/storage/memory-store.js';
import type {Purpose, StorageKind} from '../../src/shelf.js';
import {KeptSide} from '../../src/sync/kept-side.js';
import {makeFakeCore} from '../support/fake-core.js';

const MODEL = 'https://shop.example/model.nsm';

/** A store on a disk that a test can damage, fill or give to another tab. */
class TestStore extends MemoryStore {
  override readonly kind: 'memory' = 'opfs' as StorageKind as 'memory';
  full = false;

  constructor() {
    super();
    const write = this.files.write.bind(this.files);
    this.files.write = (file, from, offset) => {
      if (this.full) throw new DOMException('no room', 'QuotaExceededError');
      write(file, from, offset);
    };
  }
}

/** A host for a shopper who granted this. */
function granting(...granted: Purpose[]): Pick<HostOptions, 'extend'> {
  const decision = {granted, globalPrivacyControl: false, policyVersion: '1', timeMs: 0};
  return {
    extend: (port) =>
      new KeptSide(port, {decision, fallback: decision, purgeFirst: false, sync: undefined, online: () => true}),
  };
}

describe('ShelfHost', () => {
  let model = {id: 'shop', version: 1, items: ['a', 'b', 'c']};
  let online = true;
  let changes: string[] = [];
  let loads = 0;
  const hosts: ShelfHost[] = [];

  beforeEach(() => {
    model = {id: 'shop', version: 1, items: ['a', 'b', 'c']};
    online = true;
    changes = [];
    loads = 0;
    vi.stubGlobal('fetch', async () => {
      if (!online) throw new TypeError('offline');
      return new Response(JSON.stringify(model));
    });
  });
  afterEach(() => {
    for (const host of hosts.splice(0)) host.close();
    vi.unstubAllGlobals();
  });

  async function open(options: Partial<HostOptions> = {}): Promise<ShelfHost> {
    const host = await ShelfHost.open({
      loadCore: async (coreHost) => {
        loads++;
        return {core: makeFakeCore(coreHost), variant: 'scalar'};
      },
      store: new TestStore(),
      model: MODEL,
      onChange: (reason) => changes.push(reason),
      log: () => {},
      ...options,
    });
    hosts.push(host);
    return host;
  }

  const top = async (host: ShelfHost): Promise<string | undefined> =>
    (await host.handle('recommend', {count: 1})).items[0]?.id;

  it('waits for the first model with recommendations only', async () => {
    online = false;
    const host = await open();
    expect(await host.handle('track', {kind: 'view', itemId: 'a'})).toMatchObject({itemKnown: false});
    await expect(top(host)).rejects.toMatchObject({code: 'IO'});
    online = true;
    expect(await top(host)).toBe('b');
    expect(changes).toContain('model');
  });

  it('opens from the stored model and takes a newer one in behind', async () => {
    const store = new TestStore();
    expect(await top(await open({store}))).toBe('a');
    model = {id: 'shop', version: 2, items: ['new']};
    changes = [];
    const host = await open({store});
    expect(await top(host)).toBe('a');
    await vi.waitFor(() => expect(changes).toContain('model'));
    expect(await top(host)).toBe('new');
  });

  it('does not install the same model again', async () => {
    const store = new TestStore();
    await top(await open({store}));
    await vi.waitFor(() => expect(changes).toContain('model'));
    changes = [];
    const host = await open({store});
    await vi.waitFor(() => expect(fetch).toBeDefined());
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([await top(host), ...changes]).toEqual(['a']);
  });

  it('builds a damaged database anew when it opens, and when it finds out later', async () => {
    const store = new TestStore();
    const damage = (): void => store.files.write(0, new TextEncoder().encode('garbage'), 0);
    damage();
    const host = await open({store});
    expect(changes).toContain('storage');
    expect(await top(host)).toBe('a');

    changes = [];
    const core = makeFakeCore({});
    const shelf = core.openShelf();
    let broken = true;
    vi.spyOn(shelf, 'track').mockImplementation(() => {
      broken = false;
      throw new NearshelfError('CORRUPT', 'a page is damaged');
    });
    const later = await open({
      loadCore: async (coreHost) => ({
        core: broken ? {...core, memoryBytes: 0, openShelf: () => shelf} : makeFakeCore(coreHost),
        variant: 'scalar',
      }),
    });
    expect(await later.handle('track', {kind: 'view', itemId: 'a'})).toMatchObject({duplicate: false});
    expect(changes).toContain('storage');
    expect(await top(later)).toBe('b');
  });

  it('keeps the profile when it is the download that is damaged', async () => {
    vi.stubGlobal('fetch', async () => new Response('<html>not a model</html>'));
    const host = await open();
    await host.handle('track', {kind: 'view', itemId: 'a'});
    await expect(top(host)).rejects.toMatchObject({code: 'CORRUPT'});
    await expect(host.handle('recommendAfter', {itemIds: [], options: {}})).rejects.toMatchObject({code: 'CORRUPT'});
    const {events} = await host.handle('events', {after: 0, limit: 10});
    expect(events.map(({itemId}) => itemId)).toEqual(['a']);
    expect(changes).not.toContain('storage');
  });

  it('falls back to memory when the first model does not fit', async () => {
    const store = new TestStore();
    store.full = true;
    const host = await open({store, fallbackStore: () => new MemoryStore()});
    expect(await top(host)).toBe('a');
    expect(host.storage).toBe('memory');
    expect(changes).toContain('storage');
  });

  it('rejects an event that does not fit, and stays where it is', async () => {
    const store = new TestStore();
    const host = await open({store, fallbackStore: () => new MemoryStore(), ...granting('personalization')});
    await top(host);
    store.full = true;
    await expect(host.handle('track', {kind: 'view', itemId: 'a'})).rejects.toMatchObject({code: 'NO_SPACE'});
    store.full = false;
    await host.handle('track', {kind: 'view', itemId: 'b'});
    const {events} = await host.handle('events', {after: 0, limit: 10});
    expect([host.storage, ...events.map(({itemId}) => itemId)]).toEqual(['opfs', 'b']);
  });

  it('replaces an instance whose heap an installation made too large', async () => {
    const host = await open({
      loadCore: async (coreHost) => {
        loads++;
        return {core: makeFakeCore(coreHost, {memoryBytes: loads === 1 ? 20_000_000 : 5_000_000}), variant: 'scalar'};
      },
    });
    expect(await top(host)).toBe('a');
    await vi.waitFor(async () => expect((await host.handle('info', null)).memoryBytes).toBeLessThan(12_000_000));
    expect(loads).toBe(2);
    expect(await top(host)).toBe('a');
  });

  const grown = {
    loadCore: async (coreHost: CoreHost) => {
      loads++;
      const memoryBytes = loads === 1 ? 20_000_000 : 5_000_000;
      return {core: makeFakeCore(coreHost, {memoryBytes}), variant: 'scalar' as const};
    },
  };
  const visit = async (host: ShelfHost): Promise<(string | number | undefined)[][]> =>
    (await host.handle('events', {after: 0, limit: 10})).events.map(({itemId, sessionId}) => [itemId, sessionId]);

  it('takes a visit that is in memory only into the next instance', async () => {
    online = false;
    const host = await open(grown);
    await host.handle('track', {kind: 'view', itemId: 'a'});
    await host.handle('endSession', null);
    await host.handle('track', {kind: 'view', itemId: 'b'});
    online = true;
    expect(await top(host)).toBe('a');
    await vi.waitFor(() => expect(loads).toBe(2));
    expect(await visit(host)).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });

  it('stays in a large instance when a profile would not live through the change', async () => {
    online = false;
    const host = await open({...grown, ...granting('measurement')});
    await host.handle('track', {kind: 'view', itemId: 'a'});
    online = true;
    expect(await top(host)).toBe('b');
    expect([loads, await visit(host)]).toEqual([1, [['a', 1]]]);
  });

  it('keeps a profile by what is granted, from one worker to the next', async () => {
    const store = new TestStore();
    for (const [granted, kept] of [
      [['personalization'], 1],
      [['personalization', 'measurement'], 2],
      [['measurement'], 0],
      [['modelImprovement'], 0],
    ] as const) {
      const host = await open({store, ...granting(...granted)});
      await host.handle('track', {kind: 'view', itemId: 'a'});
      host.close();
      const next = await open({store, ...granting(...granted)});
      expect((await visit(next)).length, granted.join()).toBe(kept);
      next.close();
    }
  });

  it('exports, and imports with consent to personalization only', async () => {
    const host = await open(granting('personalization'));
    await host.handle('track', {kind: 'view', itemId: 'a'});
    const json = await host.handle('exportJson', null);
    expect(JSON.parse(json)).toMatchObject({format: 'nearshelf-profile', format_version: 2});
    const other = await open(granting('personalization'));
    await other.handle('importJson', json);
    await other.handle('importJson', json);
    expect(await visit(other)).toEqual([['a', 1]]);
    expect(changes).toContain('event');
    const without = await open();
    await expect(without.handle('importJson', json)).rejects.toMatchObject({code: 'FAILED_PRECONDITION'});
    await expect(without.handle('syncInfo', null)).rejects.toMatchObject({code: 'FAILED_PRECONDITION'});
  });

  it('answers nothing after it was closed', async () => {
    const host = await open();
    host.close();
    host.close();
    await expect(host.handle('session', null)).rejects.toThrow('another tab');
  });
});
