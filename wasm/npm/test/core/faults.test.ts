/** What a shelf does when its files, its module or its caller fail. */
import {createHash} from 'node:crypto';

import {describe, expect, test} from 'vitest';

import type {Core, CoreShelf} from '../../src/core/core.js';
import type {NearshelfError} from '../../src/errors.js';
import {artifact, moduleOf, variants} from './support/modules.js';
import {FaultyFiles} from './support/faulty-files.js';
import {makeKeptCore, openKept} from './support/kept.js';

const [variant] = variants;
const core = async (files = new FaultyFiles()): Promise<Core> => makeKeptCore(await moduleOf(variant!), {files});
const open = async (files: FaultyFiles): Promise<CoreShelf> => openKept(await core(files));

function codeOf(call: () => unknown): NearshelfError['code'] | 'OK' {
  try {
    call();
    return 'OK';
  } catch (error) {
    return (error as NearshelfError).code;
  }
}

/** Whether the bytes of `text` stand anywhere in the files. */
function holds(files: FaultyFiles, text: string): boolean {
  return files.content.some((content) => Buffer.from(content).includes(text));
}

describe.skipIf(variant === undefined)('a shelf', () => {
  test('says NO_SPACE when the quota is used up, loses nothing and goes on when there is space again', async () => {
    const files = new FaultyFiles();
    const shelf = await open(files);
    shelf.track({kind: 'view', itemId: 'a', eventId: 'first'});
    files.writeError = new DOMException('full', 'QuotaExceededError');
    expect(codeOf(() => shelf.track({kind: 'view', itemId: 'b', eventId: 'second'}))).toBe('NO_SPACE');
    expect(codeOf(() => shelf.installModel(artifact('shop-1.nsm')))).toBe('NO_SPACE');
    files.writeError = null;
    shelf.track({kind: 'view', itemId: 'c', eventId: 'third'});
    expect(shelf.events(0, 10).events.map(({eventId}) => eventId)).toEqual(['first', 'third']);
    shelf.close();
    const again = await open(files.afterKill());
    expect(again.info().eventCount).toBe(2);
  });

  test('says IO for any other failure of a file', async () => {
    const files = new FaultyFiles();
    const shelf = await open(files);
    files.writeError = new Error('the handle was closed');
    expect(codeOf(() => shelf.track({kind: 'view', itemId: 'a'}))).toBe('IO');
  });

  test('says CORRUPT for a file that is no database, and for one that was damaged', async () => {
    const noise = Uint8Array.from({length: 20_000}, (_, i) => (i * 7919) % 251);
    const noisy = await core(FaultyFiles.holding([noise, new Uint8Array()]));
    expect(codeOf(() => noisy.openShelf({persistent: true}))).toBe('CORRUPT');

    const files = new FaultyFiles();
    const shelf = await open(files);
    shelf.installModel(artifact('shop-1.nsm'));
    for (let i = 0; i < 50; ++i) shelf.track({kind: 'view', itemId: `item-${i}`});
    shelf.close();
    for (const page of [1, 3, 5]) {
      const damaged = files.afterKill();
      damaged.content[0].fill(0xa5, page * 4096, (page + 1) * 4096);
      const reopened = await core(damaged);
      expect(codeOf(() => reopened.openShelf({persistent: true})), `page ${page}`).toBe('CORRUPT');
    }
  });

  test('finds a stored model whose numbers were changed, and takes it again', async () => {
    const files = new FaultyFiles();
    const bytes = artifact('shop-1.nsm');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const shelf = await open(files);
    shelf.installModel(bytes, sha256);
    shelf.close();
    const sound = await open(files.afterKill());
    expect(await sound.storedModelIsSound()).toBe(true);

    // One embedding value: nothing in the structure of the file tells.
    const row = Buffer.from(bytes.subarray(10_000, 10_016));
    const damaged = files.afterKill();
    const at = Buffer.from(damaged.content[0]).indexOf(row);
    expect(at).toBeGreaterThan(0);
    damaged.content[0][at] = (damaged.content[0][at]! + 1) & 0x3f;
    const instance = await core(damaged);
    const bad = instance.openShelf({persistent: true});
    expect(await bad.storedModelIsSound()).toBe(false);
    bad.close();
    const without = instance.openShelf({persistent: true, withoutStoredModel: true});
    expect(codeOf(() => without.model())).toBe('FAILED_PRECONDITION');
    without.installModel(bytes, sha256);
    without.close();
    const good = instance.openShelf({persistent: true});
    expect(await good.storedModelIsSound()).toBe(true);
    expect(good.model().info().modelId).toBe('shop-1');
  });

  test('leaves nothing of what it forgot in either file', async () => {
    const files = new FaultyFiles();
    const shelf = await open(files);
    for (let i = 0; i < 200; ++i) shelf.track({kind: 'view', itemId: `zebra-${i}`});
    shelf.track({kind: 'search', query: 'zebra wish'});
    expect(holds(files, 'zebra')).toBe(true);
    shelf.forgetAll();
    expect(holds(files, 'zebra')).toBe(false);
    expect(shelf.info().eventCount).toBe(0);
  });

  test('is one at a time over one database, and closes once', async () => {
    const instance = await core();
    const shelf = instance.openShelf({persistent: true});
    expect(codeOf(() => instance.openShelf({persistent: true}))).toBe('BUSY');
    instance.openShelf().close();
    shelf.installModel(artifact('shop-1.nsm'));
    const model = shelf.model();
    shelf.close();
    shelf.close();
    expect(codeOf(() => shelf.recommend())).toBe('FAILED_PRECONDITION');
    expect(model.recommend(['sku-000007'], {count: 3}).items).toHaveLength(3);
    model.close();
    expect(codeOf(() => model.info())).toBe('FAILED_PRECONDITION');
    instance.openShelf({persistent: true}).close();
  });

  test('names the field that is wrong', async () => {
    const shelf = (await core()).openShelf();
    const refused = (event: object): unknown => {
      try {
        shelf.track(event as never);
        return 'taken';
      } catch (error) {
        return [(error as NearshelfError).code, (error as NearshelfError).place];
      }
    };
    expect(refused({kind: 'stare', itemId: 'a'})).toEqual(['INVALID_ARGUMENT', 'event.kind']);
    expect(refused({kind: 'view'})).toEqual(['INVALID_ARGUMENT', 'event.item_id']);
    expect(refused({kind: 'view', itemId: 'a', scrollPercent: -1})).toEqual(['INVALID_ARGUMENT', 'event.scroll_percent']);
    expect(refused({kind: 'purchase', itemId: 'a', quantity: 0})).toEqual(['INVALID_ARGUMENT', 'event.quantity']);
    expect(refused({kind: 'purchase', itemId: 'a', price: NaN})).toEqual(['INVALID_ARGUMENT', 'event.price']);
    expect(refused({kind: 'purchase', itemId: 'a', quantity: 2, price: 9.5})).toBe('taken');
  });

  test('reads its memory rightly while that grows', async () => {
    const instance = await core();
    const before = instance.memoryBytes;
    const models = Array.from({length: 150}, () => instance.openModel(artifact('shop-2.nsm')));
    expect(instance.memoryBytes).toBeGreaterThan(before);
    const long = Array.from({length: 5000}, (_, i) => `an id that is not there, № ${i}`);
    const items = models.slice(-5).map((model) => model.recommend([...long, 'sku-000007']).items);
    for (const other of items) expect(other).toEqual(items[0]);
    const grown = instance.memoryBytes;
    for (const model of models) model.close();
    const again = Array.from({length: 150}, () => instance.openModel(artifact('shop-2.nsm')));
    expect(instance.memoryBytes).toBe(grown);
    for (const model of again) model.close();
  }, 60_000);

  test('refuses bytes that are no model', async () => {
    const instance = await core();
    expect(codeOf(() => instance.openModel(new Uint8Array()))).toBe('CORRUPT');
    expect(codeOf(() => instance.openModel(new Uint8Array(1000)))).toBe('CORRUPT');
    const cut = artifact('shop-1.nsm').subarray(0, 9000);
    expect(codeOf(() => instance.openModel(cut))).toBe('CORRUPT');
  });
});
