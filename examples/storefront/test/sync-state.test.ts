import {describe, expect, it} from 'vitest';

import {events, lastSync, nextPseudonym} from '../src/shelf/sync-state.js';

const NOTHING = {
  queuedEvents: 0,
  droppedEvents: 0,
  acknowledgedEvents: 0,
  pendingErasures: 0,
  lastSuccessMs: 0,
  retryAtMs: 0,
  lastHttpStatus: 0,
};

describe('how the sync stands, in words', () => {
  it('tells when the made-up name changes: on the same day for everybody', () => {
    // Periods of 30 days since 1970.
    const period = 30 * 86_400_000;
    expect(nextPseudonym(0)).toBe('31 January 1970');
    expect(nextPseudonym(period - 1)).toBe('31 January 1970');
    expect(nextPseudonym(period)).toBe('2 March 1970');
  });

  it('tells of the last contact, and why there is a pause', () => {
    expect(lastSync(NOTHING)).toBe('not yet');
    const now = Date.UTC(2026, 10, 25, 12);
    expect(lastSync({...NOTHING, lastSuccessMs: now}, now)).toMatch(/^25 Nov 2026/);
    const paused = {...NOTHING, retryAtMs: now + 60_000};
    expect(lastSync(paused, now)).toMatch(/^not yet; the server did not answer, next attempt 25 Nov/);
    expect(lastSync({...paused, lastHttpStatus: 429}, now)).toMatch(/the server said 429/);
    expect(lastSync(paused, now + 60_001)).toBe('not yet');
  });

  it('counts', () => {
    expect([events(0), events(1), events(2)]).toEqual(['0 events', '1 event', '2 events']);
  });
});
