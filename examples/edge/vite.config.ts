import {copyFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {basename, resolve} from 'node:path';

import type {Plugin} from 'vite';
import {defineConfig} from 'vitest/config';

const edgeSource = resolve(import.meta.dirname, '../../wasm/npm/src/edge.ts');
const require = createRequire(import.meta.url);

/** A .wasm file is a module of its own in a Worker: it goes beside the script, and the import stays as it is. */
const wasmBeside: Plugin = {
  name: 'wasm-beside',
  enforce: 'pre',
  resolveId(id) {
    return id.endsWith('.wasm') ? {id: `./${basename(id)}`, external: true} : undefined;
  },
  writeBundle({dir}) {
    const file = require.resolve('nearshelf/nearshelf-edge-simd.wasm');
    copyFileSync(file, resolve(dir!, basename(file)));
  },
};

export default defineConfig({
  plugins: [wasmBeside],
  build: {
    outDir: 'dist',
    target: 'es2022',
    minify: false,
    ssr: true,
    rolldownOptions: {
      input: {worker: 'src/worker.ts', node: 'src/node.ts'},
      output: {entryFileNames: '[name].js', chunkFileNames: '[name].js'},
    },
  },
  // Everything goes into one file: a Worker has no node_modules.
  ssr: {noExternal: true},
  // Tests go by the sources, so that only those of the whole need a build.
  resolve: {alias: process.env.VITEST ? {'nearshelf/edge': edgeSource} : {}},
  test: {testTimeout: 60_000, hookTimeout: 60_000, include: ['test/**/*.test.ts']},
});
