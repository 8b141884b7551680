/** Consent and sync through the module: what the bindings write and read. What it means is tested with the core. */
import {createHmac} from 'node:crypto';

import {describe, expect, test} from 'vitest';

import type {CoreSync} from '../../src/core/core.js';
import {HostState, makeImports} from '../../src/core/imports.js';
import {MemoryFiles} from '../../src/storage/memory-files.js';
import {makeShelfCore} from '../../src/core/load.js';
import {granting, makeKeptCore} from './support/kept.js';
import {moduleOf, variants} from './support/modules.js';

const [variant] = variants;
const SYNC = {key: 'shop-key', batchEvents: 2, batchIntervalMs: 60_000, pseudonymDays: 7};

describe('the import hmac_sha256', () => {
  test('is HMAC-SHA-256', () => {
    const memory = new WebAssembly.Memory({initial: 1});
    const {nearshelf} = makeImports(new HostState({}), () => memory);
    const bytes = new Uint8Array(memory.buffer);
    for (const [keySize, size] of [
      [32, 100],
      [0, 0],
      [200, 1],
    ] as const) {
      bytes.forEach((_, i) => (bytes[i] = (i * 31 + keySize) & 0xff));
      const expected = createHmac('sha256', bytes.slice(0, keySize)).update(bytes.slice(1000, 1000 + size)).digest();
      (nearshelf!.hmac_sha256 as (...args: number[]) => void)(0, keySize, 1000, size, 3000);
      expect(Buffer.from(bytes.slice(3000, 3032)).equals(expected)).toBe(true);
    }
  });
});

describe.skipIf(variant === undefined)('consent and sync', () => {
  let now = Date.UTC(2026, 10, 25, 12);

  async function open(files = new MemoryFiles(), gpcDenies?: readonly ['measurement']) {
    const core = await makeKeptCore(await moduleOf(variant!), {files, nowMs: () => now});
    const shelf = core.openShelf({persistent: true, sync: SYNC, gpcDenies});
    return {shelf, sync: shelf.sync!, files};
  }

  /** Hands over everything that is due, and says what it was. */
  function drain(sync: CoreSync, status: number, retryAfter?: string): string[] {
    const done: string[] = [];
    for (;;) {
      const {task} = sync.nextTask(false);
      if (!task) return done;
      done.push(`${task.kind} ${task.method} ${task.url}`);
      task.finish({status, retryAfter});
    }
  }

  test('a decision comes back as it went in, and survives', async () => {
    const {shelf, sync, files} = await open();
    expect(sync.consent()).toMatchObject({decided: false, effective: [], granted: []});
    sync.setConsent({...granting('personalization', 'modelImprovement'), policyVersion: '2026-11', timeMs: now - 5});
    const expected = {
      decided: true,
      effective: ['personalization', 'modelImprovement'],
      granted: ['personalization', 'modelImprovement'],
      globalPrivacyControl: false,
      policyVersion: '2026-11',
      timeMs: now - 5,
    };
    expect(sync.consent()).toEqual(expected);
    shelf.close();
    expect((await open(files)).sync.consent()).toEqual(expected);
  });

  test('Global Privacy Control takes off what the shop says', async () => {
    const all = {...granting('personalization', 'measurement'), globalPrivacyControl: true};
    const everything = (await open()).sync;
    everything.setConsent(all);
    expect(everything.consent()).toMatchObject({effective: [], granted: ['personalization', 'measurement']});
    const some = (await open(new MemoryFiles(), ['measurement'])).sync;
    some.setConsent(all);
    expect(some.consent().effective).toEqual(['personalization']);
  });

  test('a batch is handed out when it is due, with the key, and is counted when it is acknowledged', async () => {
    const {shelf, sync} = await open();
    sync.setConsent(granting('measurement'));
    shelf.track({kind: 'view', itemId: 'a'});
    const waiting = sync.nextTask(false);
    expect(waiting.task).toBeNull();
    expect(waiting.waitMs).toBeGreaterThan(0);
    expect(waiting.waitMs).toBeLessThanOrEqual(60_000);
    shelf.track({kind: 'view', itemId: 'b'});
    const {task} = sync.nextTask(false);
    expect(task).toMatchObject({kind: 'events', method: 'POST', url: '/v1/events'});
    const headers = Object.fromEntries(task!.headers.map(([name, value]) => [name.toLowerCase(), value]));
    expect(headers.authorization).toBe('Bearer shop-key');
    expect(headers['content-type']).toBe('application/vnd.nearshelf.events');
    // FlatBuffers has its identifier after the root's offset.
    expect(new TextDecoder().decode(task!.body!.subarray(4, 8))).toBe('NSHE');
    expect([task!.timeoutMs > 0, task!.maxResponseBytes > 0]).toEqual([true, true]);
    task!.free();
    task!.finish({status: 200});
    expect(sync.info()).toMatchObject({queuedEvents: 2, acknowledgedEvents: 0});
    now += 1000;
    expect(drain(sync, 503, '120')).toEqual(['events POST /v1/events']);
    expect(sync.info()).toMatchObject({queuedEvents: 2, lastHttpStatus: 503});
    expect(sync.info().retryAtMs).toBeGreaterThanOrEqual(now + 120_000);
    expect(sync.nextTask(false).waitMs).toBeGreaterThanOrEqual(120_000);
  });

  test('leaving makes what waits due', async () => {
    const {shelf, sync} = await open();
    sync.setConsent(granting('measurement'));
    shelf.track({kind: 'view', itemId: 'a'});
    expect(sync.nextTask(false).task).toBeNull();
    const {task} = sync.nextTask(true);
    expect(task?.kind).toBe('events');
    task!.free();
  });

  test('taking measurement back makes an erase request of what was handed out', async () => {
    const {shelf, sync, files} = await open();
    sync.setConsent(granting('personalization', 'measurement'));
    shelf.track({kind: 'view', itemId: 'a'});
    sync.nextTask(true).task!.free();
    sync.setConsent(granting('personalization'));
    expect(sync.info()).toMatchObject({pendingErasures: 1, queuedEvents: 0});
    shelf.close();
    const again = await open(files);
    const {task} = again.sync.nextTask(false);
    expect(task).toMatchObject({kind: 'erase', method: 'POST', url: '/v1/erase'});
    const body = JSON.parse(new TextDecoder().decode(task!.body!)) as Record<string, unknown>;
    expect([body.scope, (body.pseudonyms as string[]).length]).toEqual(['all', 1]);
    task!.finish({status: 200, body: new TextEncoder().encode(JSON.stringify({request_id: body.request_id}))});
    expect(again.sync.info().pendingErasures).toBe(0);
  });

  test('an export is JSON that another shelf takes up', async () => {
    const {shelf, sync} = await open();
    sync.setConsent(granting('personalization'));
    shelf.track({kind: 'view', itemId: 'ü', eventId: 'one', price: 1.5});
    const json = shelf.exportJson();
    expect(JSON.parse(json)).toMatchObject({format: 'nearshelf-profile', format_version: 2});
    const other = await open();
    expect(() => other.shelf.importJson(json)).toThrow(expect.objectContaining({code: 'FAILED_PRECONDITION'}) as Error);
    other.sync.setConsent(granting('personalization', 'measurement'));
    other.shelf.importJson(json);
    other.shelf.importJson(json);
    expect(other.shelf.events(0, 10).events).toMatchObject([{kind: 'view', itemId: 'ü', eventId: 'one', price: 1.5}]);
    expect(other.sync.info().queuedEvents).toBe(0);
    expect(() => other.shelf.importJson('{"format": 1}')).toThrow(expect.objectContaining({code: 'INVALID_ARGUMENT'}) as Error);
  });

  test('bad options and decisions are named', async () => {
    const core = await makeKeptCore(await moduleOf(variant!), {});
    expect(() => core.openShelf({sync: {...SYNC, pseudonymDays: 400}})).toThrow(/pseudonym_days/);
    const {sync} = await open();
    expect(() => sync.setConsent({...granting('measurement'), policyVersion: ''})).toThrow(/policy_version/);
  });

  test('without the bindings nothing is granted, and nothing is kept', async () => {
    const files = new MemoryFiles();
    const visit = async () => (await makeShelfCore(await moduleOf(variant!), {files})).openShelf({persistent: true});
    const first = await visit();
    expect(first.sync).toBeNull();
    first.track({kind: 'view', itemId: 'secret-item'});
    expect(first.events(0, 10).events).toHaveLength(1);
    first.close();
    const bytes = new Uint8Array(files.size(0));
    files.read(0, bytes, 0);
    expect(Buffer.from(bytes).includes('secret-item')).toBe(false);
    expect((await visit()).events(0, 10).events).toEqual([]);
  });
});
