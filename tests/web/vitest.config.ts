import {defineConfig} from 'vitest/config';

import './support/node20.js';

// A browser for each file, and two cores: a few files at a time.
export default defineConfig({
  test: {
    globalSetup: './build-fake.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: {poll: {timeout: 20_000}},
    maxWorkers: 2,
  },
});
