import {describe, expect, it} from 'vitest';

import {stacked} from '../src/charts/bars';
import {
  everyHour,
  HOUR_MS,
  improvementShares,
  latencyAt,
  modelColumns,
  ofVerdict,
  reasonColumns,
  verdictColumns,
  type Hour,
  type Stats,
} from '../src/stats';

const NOON = 490_000 * HOUR_MS;

const hour = (hour_ms: number, more: Partial<Hour> = {}): Hour => ({
  hour_ms,
  verdicts: {},
  models: {},
  model_improvement: 0,
  dropped: 0,
  ...more,
});

const statsOf = (hours: Hour[], buckets: Stats['latency']['buckets'] = []): Stats => ({
  tenant: 'shop',
  server_version: '0.1.0',
  now_ms: NOON + 60_000,
  started_ms: NOON,
  hours,
  latency: {count: 0, sum_ms: 0, buckets},
  refusals: {},
  queue: {events: 0, limit: 1},
  model: null,
});

describe('statistics', () => {
  it('have every hour of the range, also those in which nothing came', () => {
    const shown = everyHour(statsOf([hour(NOON - 2 * HOUR_MS, {dropped: 7}), hour(NOON - 9 * HOUR_MS)]), 3);
    expect(shown.map(({hour_ms}) => hour_ms)).toEqual([NOON - 2 * HOUR_MS, NOON - HOUR_MS, NOON]);
    expect(shown.map(({dropped}) => dropped)).toEqual([7, 0, 0]);
  });

  it('add up a verdict over its reasons, and no other one', () => {
    const one = hour(NOON, {verdicts: {rejected: 1, 'rejected.event.price': 2, rejectedness: 8, stored: 16}});
    expect(ofVerdict(one, 'rejected')).toBe(3);
  });

  it('put every verdict into exactly one group', () => {
    const verdicts = {stored: 1, duplicate: 2, 'quarantined.rate': 4, conflict: 8, 'rejected.x': 16, no_consent: 32, erased: 64};
    expect(verdictColumns([hour(NOON, {verdicts})])).toEqual({
      seconds: [NOON / 1000],
      names: ['stored', 'sent again', 'quarantined', 'refused'],
      counts: [[1], [2], [4], [120]],
    });
  });

  it('rank reasons by how often they are, and join the rest', () => {
    const {names, counts} = reasonColumns(
      [
        hour(NOON, {verdicts: {stored: 99, duplicate: 98, a: 1, b: 5, c: 2}}),
        hour(NOON + HOUR_MS, {verdicts: {c: 9, d: 1}}),
      ],
      3,
    );
    expect(names).toEqual(['c', 'b', 'others']);
    expect(counts).toEqual([[2, 9], [5, 0], [1, 1]]);
  });

  it('name the devices without a model', () => {
    expect(modelColumns([hour(NOON, {models: {'': 2, 'm/1': 3}})], 5).names).toEqual(['m/1', 'no model']);
  });

  it('share what may be trained on, where there is something', () => {
    expect(improvementShares([hour(NOON), hour(NOON, {verdicts: {stored: 4}, model_improvement: 3})])).toEqual([null, 0.75]);
  });

  it('find a quantile within its bucket, and say no more than the histogram knows', () => {
    const buckets = [{le_ms: 1, count: 50}, {le_ms: 2, count: 40}, {le_ms: 10, count: 9}, {le_ms: null, count: 1}];
    const stats = statsOf([], buckets);
    expect(latencyAt(stats, 0.5)).toBeCloseTo(1);
    expect(latencyAt(stats, 0.7)).toBeCloseTo(1.5);
    expect(latencyAt(stats, 0.99)).toBeCloseTo(10);
    expect(latencyAt(stats, 1)).toBe(10);
    expect(latencyAt(statsOf([]), 0.5)).toBeNull();
  });

  it('are drawn as sums from the first column up', () => {
    expect(stacked([[1, 2], [3, 0], [0, 5]])).toEqual([[1, 2], [4, 2], [4, 7]]);
  });
});
