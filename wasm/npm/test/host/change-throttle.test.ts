import {afterEach, beforeEach, expect, it, vi} from 'vitest';

import {ChangeThrottle} from '../../src/host/change-throttle.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('tells the first of a burst at once and the last one after it', () => {
  const told: string[] = [];
  const throttle = new ChangeThrottle((reason) => told.push(reason));
  for (let i = 0; i < 100; i++) throttle.tell('event');
  throttle.tell('model');
  expect(told).toEqual(['event', 'model']);
  vi.advanceTimersByTime(100);
  expect(told).toEqual(['event', 'model', 'event']);
  vi.advanceTimersByTime(1000);
  expect(told).toHaveLength(3);
  throttle.tell('event');
  throttle.tell('event');
  throttle.end();
  vi.advanceTimersByTime(1000);
  expect(told).toHaveLength(4);
});
