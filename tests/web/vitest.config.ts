import {defineConfig} from 'vitest/config';

// A browser for each file, and two cores: a few files at a time.
export default defineConfig({test: {testTimeout: 60_000, hookTimeout: 60_000, maxWorkers: 2}});
