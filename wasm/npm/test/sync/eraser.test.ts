import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';

import type {PurgeMessage} from '../../src/protocol.js';
import type {Purpose, StorageKind} from '../../src/shelf.js';
import {MemoryStore} from '../../src/storage/memory-store.js';
import {Eraser} from '../../src/sync/eraser.js';
import {makeFakeCore} from '../support/fake-core.js';

class Disk extends MemoryStore {
  override readonly kind: 'memory' = 'opfs' as StorageKind as 'memory';
}

const SYNC = {url: 'https://sync.example/', key: 'key', batchIntervalMs: 0};
const decision = (...granted: Purpose[]) => ({granted, globalPrivacyControl: false, policyVersion: '1', timeMs: 0});

describe('Eraser', () => {
  let disk: Disk | null;
  let requests: {url: string; body: {pseudonym: string}}[] = [];
  let status = 200;
  let erased = 0;
  const erasers: Eraser[] = [];

  beforeEach(() => {
    disk = new Disk();
    [requests, status, erased] = [[], 200, 0];
    vi.stubGlobal('fetch', async (url: string, {body}: {body: Uint8Array}) => {
      requests.push({url, body: JSON.parse(new TextDecoder().decode(body)) as {pseudonym: string}});
      return new Response('', {status});
    });
  });
  afterEach(() => {
    for (const eraser of erasers.splice(0)) eraser.close();
    vi.unstubAllGlobals();
  });

  /** A visit under consent; `sends`: a batch of it was handed out. */
  function visit(sends: boolean, ...granted: Purpose[]): void {
    const shelf = makeFakeCore({files: disk!.files}).openShelf({sync: SYNC});
    shelf.sync!.setConsent(decision(...granted));
    shelf.track({kind: 'view', itemId: 'secret-item'});
    if (sends) shelf.sync!.nextTask(true).task!.free();
  }

  function eraser(message: Partial<PurgeMessage> = {}): Eraser {
    const made = new Eraser({
      message: {type: 'purge', name: 'n', log: false, sync: SYNC, decision: decision('measurement'), ...message},
      loadCore: async (host) => ({core: makeFakeCore(host), variant: 'scalar'}),
      openStore: async () => disk,
      destroyStores: async () => {
        disk = null;
      },
      online: () => true,
      onErased: () => erased++,
      onProgress: () => {},
      log: () => {},
    });
    erasers.push(made);
    return made;
  }

  const stored = (): string => {
    const bytes = new Uint8Array(disk!.files.size(0));
    disk!.files.read(0, bytes, 0);
    return new TextDecoder().decode(bytes);
  };

  it('deletes the store at once when nothing was ever sent', async () => {
    visit(false, 'personalization', 'measurement');
    expect(await eraser().purge()).toBe(0);
    expect([disk, requests]).toEqual([null, []]);
  });

  it('deletes what is stored, and the store when the server has acknowledged', async () => {
    visit(true, 'personalization', 'measurement');
    expect(stored()).toContain('secret-item');
    status = 503;
    expect(await eraser().purge()).toBe(1);
    expect(stored()).not.toContain('secret-item');
    await vi.waitFor(() => expect(requests.length).toBeGreaterThan(1));
    expect([erased, disk === null]).toEqual([0, false]);
    status = 200;
    await vi.waitFor(() => expect(erased).toBe(1));
    expect(disk).toBeNull();
    expect(new Set(requests.map(({url}) => url))).toEqual(new Set(['https://sync.example/v1/erase']));
    expect(new Set(requests.map(({body}) => body.pseudonym)).size).toBe(1);
  });

  it('goes on where an earlier page had to stop', async () => {
    visit(true, 'measurement');
    status = 500;
    const first = eraser();
    await first.purge();
    await vi.waitFor(() => expect(requests.length).toBeGreaterThan(0));
    first.leave();
    const [{body} = {body: {pseudonym: ''}}] = requests;
    status = 200;
    expect(await eraser().purge()).toBe(1);
    await vi.waitFor(() => expect(erased).toBe(1));
    expect(requests.at(-1)!.body).toEqual(body);
    expect(disk).toBeNull();
  });

  it('keeps the request for a page that knows the server', async () => {
    visit(true, 'measurement');
    expect(await eraser({sync: undefined}).purge()).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([requests, disk === null]).toEqual([[], false]);
  });

  it('deletes a store that cannot be read, and none where there is none', async () => {
    disk!.files.write(0, new TextEncoder().encode('garbage'), 0);
    expect(await eraser().purge()).toBe(0);
    expect(disk).toBeNull();
    expect(await eraser().purge()).toBe(0);
  });

  it('rejects when the withdrawal cannot be stored: it has to be tried again', async () => {
    visit(true, 'personalization', 'measurement');
    disk!.files.write = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
    await expect(eraser().purge()).rejects.toMatchObject({code: 'NO_SPACE'});
    expect(disk).not.toBeNull();
  });
});
