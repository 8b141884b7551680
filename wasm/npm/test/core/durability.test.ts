/** A kill or a power cut at every write and every flush: nothing acknowledged is lost, nothing is torn. */
import {describe, expect, test} from 'vitest';

import type {CoreShelf} from '../../src/core/core.js';
import {artifact, moduleOf, variants} from './support/modules.js';
import {FaultyFiles} from './support/faulty-files.js';
import {makeKeptCore, openKept} from './support/kept.js';

const [variant] = variants;

async function open(files: FaultyFiles): Promise<CoreShelf> {
  return openKept(await makeKeptCore(await moduleOf(variant!), {files}));
}

/** What was acknowledged before the files stopped. */
interface Acknowledged {
  events: string[];
  model: string | null;
}

/** A first visit and a change of the model. Ends early where the files do. */
async function visit(files: FaultyFiles): Promise<Acknowledged> {
  const acknowledged: Acknowledged = {events: [], model: null};
  try {
    const shelf = await open(files);
    const track = (eventId: string): void => {
      shelf.track({kind: 'view', itemId: 'sku-000007', eventId});
      acknowledged.events.push(eventId);
    };
    track('before');
    shelf.installModel(artifact('shop-1.nsm'));
    acknowledged.model = 'shop-1';
    for (let i = 0; i < 3; ++i) track(`event-${i}`);
    shelf.endSession();
    track('after');
    shelf.installModel(artifact('shop-2.nsm'));
    acknowledged.model = 'shop-2';
    track('last');
  } catch {
    // The files stopped.
  }
  return acknowledged;
}

function modelOf(shelf: CoreShelf): string | null {
  try {
    return shelf.model().info().modelId;
  } catch {
    return null;
  }
}

async function expectKept(files: FaultyFiles, {events, model}: Acknowledged, place: string): Promise<void> {
  const shelf = await open(files);
  const found = shelf.events(0, 100).events.map(({eventId}) => eventId);
  expect(found.slice(0, events.length), place).toEqual(events);
  // The one that was on its way may be there or not.
  expect(found.length, place).toBeLessThanOrEqual(events.length + 1);
  expect(shelf.info().eventCount, place).toBe(found.length);
  const possible = model === null ? [null, 'shop-1'] : [model, 'shop-2'];
  expect(possible, place).toContain(modelOf(shelf));
  shelf.track({kind: 'view', itemId: 'sku-000009'});
  shelf.close();
}

describe.skipIf(variant === undefined)('the database', () => {
  test('keeps what it acknowledged, wherever the process is killed', async () => {
    const whole = new FaultyFiles();
    expect((await visit(whole)).events).toHaveLength(6);
    expect(whole.operations).toBeGreaterThan(50);
    for (let stop = 0; stop < whole.operations; ++stop) {
      const files = new FaultyFiles();
      files.stopBefore = stop;
      const acknowledged = await visit(files);
      await expectKept(files.afterKill(), acknowledged, `operation ${stop}`);
    }
  }, 120_000);

  test('keeps it when the power is cut and the disk wrote any part of what was not flushed', async () => {
    const whole = new FaultyFiles();
    await visit(whole);
    let state = 1;
    const half = (): boolean => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >> 16) % 2 === 0;
    for (let stop = 0; stop < whole.operations; ++stop) {
      const files = new FaultyFiles();
      files.stopBefore = stop;
      const acknowledged = await visit(files);
      for (const happens of [() => false, half, half]) {
        await expectKept(files.afterPowerCut(happens), acknowledged, `operation ${stop}`);
      }
    }
  }, 120_000);
});
