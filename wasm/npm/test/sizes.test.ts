import {existsSync} from 'node:fs';

import {describe, expect, it} from 'vitest';

import {measureSizes} from '../scripts/sizes.mjs';

const built = existsSync(new URL('../dist/nearshelf-simd.wasm', import.meta.url));

describe.skipIf(!process.env.CI && !built)('what is published', () => {
  it.each(measureSizes())('$what is within its bar', ({bytes, limit}) => {
    expect(bytes).toBeGreaterThan(1000);
    expect(bytes).toBeLessThanOrEqual(limit);
  });
});
