import {defineConfig} from 'vitest/config';

// Figures, not tests: `npm run bench -w tests/web` prints them, nothing is asserted about time.
export default defineConfig({
  test: {dir: import.meta.dirname, include: ['*.bench.ts'], testTimeout: 600_000, hookTimeout: 60_000},
});
