import {expect, test} from 'vitest';

import {shortest} from '../src/float32.js';

test('a 32-bit float is written as short as it can be, and stays the same', () => {
  expect(shortest(Math.fround(26.9))).toBe(26.9);
  expect(shortest(Math.fround(0.1))).toBe(0.1);
  expect(shortest(149)).toBe(149);
  for (let i = 1; i < 2000; ++i) {
    const value = Math.fround(Math.sin(i) * 10 ** ((i % 60) - 30));
    expect(Math.fround(shortest(value))).toBe(value);
  }
});
