/**
 * Memory stays flat, however often a shelf is opened and called. NEARSHELF_LEAK_FULL=1: as often as is promised, 10,000
 * times and 1,000,000 calls.
 */
import {describe, expect, test} from 'vitest';

import type {Core, CoreShelf} from '../../src/core/core.js';
import {NearshelfError} from '../../src/errors.js';
import {MemoryFiles} from '../../src/storage/memory-files.js';
import {granting, makeKeptCore, openKept} from './support/kept.js';
import {growthOf, leakCount} from './support/memory-use.js';
import {artifact, moduleOf, variants} from './support/modules.js';

const [variant] = variants;
const SYNC = {key: 'device-key'};
const DAY_MS = 86_400_000;
/** Of what is kept on purpose; one block in each call, were it lost, would be more. */
const MODULE_BYTES = 64 * 1024;
const HEAP_BYTES = 1024 * 1024;
/** V8 takes and gives back whole spaces as it likes. */
const PROCESS_BYTES = 32 * 1024 * 1024;
const LONG_MS = 1_200_000;

/** What is done over and over has no `expect`, which keeps something of each. */
function mustBe(condition: boolean): void {
  if (!condition) throw new Error('what is measured went wrong');
}

function refuses(call: () => unknown): boolean {
  try {
    call();
    return false;
  } catch (error) {
    return error instanceof NearshelfError;
  }
}

function expectFlat(core: Core, what: string, count: number, body: () => void): void {
  const {moduleBytes, heapBytes, processBytes} = growthOf(core, what, count, body);
  expect(moduleBytes, what).toBeLessThanOrEqual(MODULE_BYTES);
  expect(heapBytes, what).toBeLessThanOrEqual(HEAP_BYTES);
  expect(processBytes, what).toBeLessThanOrEqual(PROCESS_BYTES);
}

describe.skipIf(variant === undefined)('memory stays flat', () => {
  test('when shelves are opened and closed', async () => {
    const count = leakCount(10_000, 500);
    const core = await makeKeptCore(await moduleOf(variant!), {files: new MemoryFiles()});
    openKept(core).close();
    expectFlat(core, 'open, close: in files', count, () => core.openShelf({persistent: true, sync: SYNC}).close());
    const model = artifact('shop-1.nsm');
    expectFlat(core, 'open, install, close: in memory', count, () => {
      const shelf = core.openShelf();
      shelf.installModel(model);
      shelf.track({kind: 'view', itemId: 'sku-000007'});
      mustBe(shelf.recommend().items.length === 20);
      shelf.close();
    });
    expectFlat(core, 'open, close: a model', count, () => core.openModel(model).close());
  }, LONG_MS);

  test('when a shelf is called', async () => {
    const calls = leakCount(1_000_000, 30_000);
    const core = await makeKeptCore(await moduleOf(variant!), {});
    const shelf: CoreShelf = core.openShelf({maxEvents: 100});
    shelf.sync!.setConsent(granting('personalization'));
    const bytes = artifact('shop-1.nsm');
    shelf.installModel(bytes);
    let number = 0;
    const flat = (what: string, percent: number, body: () => void): void =>
      expectFlat(core, what, (calls / 100) * percent, body);
    flat('track', 15, () => {
      number = (number + 1) % 60;
      shelf.track({kind: 'view', itemId: `sku-${String(number).padStart(6, '0')}`, dwellMs: 1000, price: 9.5});
    });
    flat('recommend', 15, () => void shelf.recommend());
    flat('recommend, with filters', 10, () => {
      shelf.recommend({count: 5, categories: ['boots', 'scarves', 'one that no model has'], excludedItems: ['sku-000001']});
    });
    flat('session', 15, () => void shelf.session());
    flat("the shelf's model", 10, () => {
      const model = shelf.model();
      model.info();
      model.recommend(['sku-000007', 'an id that no model has']);
      model.close();
    });
    flat('install the same again', 2, () => shelf.installModel(bytes));
    flat('read events', 10, () => void shelf.events(0, 10));
    flat('decide the same', 5, () => {
      shelf.sync!.setConsent(granting('personalization'));
      shelf.sync!.consent();
    });
    flat('infos', 5, () => [shelf.info(), shelf.sync!.info()]);
    flat('export, import', 2, () => shelf.importJson(shelf.exportJson()));
    flat('track, end the session', 3, () => {
      shelf.track({kind: 'click', itemId: 'sku-000009'});
      shelf.endSession();
    });
    flat('calls that are refused', 5, () => {
      mustBe(refuses(() => shelf.track({kind: 'view'})));
      mustBe(refuses(() => shelf.recommend({count: 0})));
      mustBe(refuses(() => core.openModel(bytes.subarray(0, 9000))));
    });
    flat('track, forget everything', 3, () => {
      shelf.track({kind: 'view', itemId: 'sku-000007'});
      shelf.forgetAll();
    });
    shelf.close();
  }, LONG_MS);

  test('when requests are made, let go, and not answered', async () => {
    let now = Date.UTC(2026, 10, 25);
    const core = await makeKeptCore(await moduleOf(variant!), {nowMs: () => now});
    const shelf = core.openShelf({sync: SYNC});
    const sync = shelf.sync!;
    sync.setConsent(granting('personalization', 'measurement'));
    let finish = false;
    expectFlat(core, 'tasks', leakCount(1_000_000, 30_000) / 20, () => {
      const {task, waitMs} = sync.nextTask(true);
      if (task) {
        if (finish) task.finish({status: 0});
        else task.free();
        finish = !finish;
      } else if (waitMs < 0) {
        shelf.track({kind: 'view', itemId: 'sku-000007'});
      } else {
        mustBe(waitMs < 30 * DAY_MS);
        now += waitMs;
      }
    });
    shelf.close();
  }, LONG_MS);
});
