/** What bench/calls.ts compares does the same on both sides. How long it takes is not a test. */
import {expect, test} from 'vitest';

import {measureCalls, RawShelf} from '../../bench/calls.js';
import {makeShelfCore} from '../../src/core/load.js';
import type {Recommendations} from '../../src/types.js';
import {artifact, moduleOf, variants} from './support/modules.js';

const [variant] = variants;
const CONTEXTS = ['none', 'session', 'history'];
const REASONS = ['session_context', 'similar_sessions', 'often_next', 'seen_before', 'popular', 'popular_in_category'];

/** What RawShelf reads of the same list. */
function sumOf({context, items}: Recommendations, size: (text: string) => number): number {
  let sum = CONTEXTS.indexOf(context);
  for (const item of items) {
    sum += item.score + (item.price ?? 0);
    for (const field of ['id', 'title', 'category', 'brand', 'url', 'image'] as const) sum += size(item[field] ?? '');
    for (const reason of item.reasons) {
      sum += REASONS.indexOf(reason.kind) + 1 + reason.share;
      sum += size(reason.itemId ?? '') + size(reason.itemTitle ?? '');
    }
  }
  return sum;
}

test.skipIf(variant === undefined)('raw exports and the core layer read the same', async () => {
  const module = await moduleOf(variant!);
  const model = artifact('shop-1.nsm');
  const raw = await RawShelf.open(module, model);
  const core = (await makeShelfCore(module, {})).openShelf();
  core.installModel(model);
  for (const itemId of ['sku-000007', 'sku-000009', 'sku-000011']) {
    raw.track(itemId);
    core.track({kind: 'view', itemId});
  }
  const list = core.recommend();
  expect(list.items).toHaveLength(20);
  expect(raw.recommend()).toBeCloseTo(sumOf(list, (text) => new TextEncoder().encode(text).length), 6);
  raw.strings = true;
  expect(raw.recommend()).toBeCloseTo(sumOf(list, (text) => text.length), 6);
  expect(core.session()).toMatchObject({eventCount: 3, contextItems: 3});
  const {sessionId, startedMs, lastActiveMs, eventCount, contextItems} = core.session();
  const difference = raw.session() - (sessionId + startedMs + lastActiveMs + eventCount + contextItems + 1);
  expect(Math.abs(difference)).toBeLessThan(60_000); // the clocks of two shelves
  const costs = await measureCalls(module, model, 1);
  expect(costs.map(({name}) => name)).toEqual(['session()', 'recommend(), 20 items with reasons', 'track(), in memory']);
  for (const cost of costs) expect(Math.min(cost.raw, cost.strings, cost.core)).toBeGreaterThan(0);
});
