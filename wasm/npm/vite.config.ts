import {existsSync} from 'node:fs';
import {resolve} from 'node:path';

import type {Plugin} from 'vite';
import {defineConfig} from 'vitest/config';

import '../../tests/web/support/node20.js';

/** Entries of the package; worker and kept are started by index and never imported. */
const ENTRIES = {
  index: 'src/index.ts',
  worker: 'src/worker/private.ts',
  kept: 'src/worker/kept.ts',
  edge: 'src/edge.ts',
  datalayer: 'src/datalayer.ts',
  consent: 'src/consent.ts',
  observer: 'src/observer.ts',
  element: 'src/element.ts',
};

/**
 * Our own build must leave `new URL('./worker.js', import.meta.url)` alone, and a shop's bundler must not: the comment
 * that says so goes once it has served. (Line breaks stay, for the source map.)
 */
const forgetViteIgnore: Plugin = {
  name: 'nearshelf-forget-vite-ignore',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk') chunk.code = chunk.code.replace(/\/\* @vite-ignore \*\/(\s*)`([^`]+)`/g, '$1"$2"');
    }
  },
};

const fakeCore = process.env.NEARSHELF_FAKE_CORE;

const wasmFolder = process.env.NEARSHELF_WASM_DIR ?? resolve(import.meta.dirname, '../../build/wasm/package');

export default defineConfig({
  define: {NEARSHELF_HAS_RELAXED: String(existsSync(resolve(wasmFolder, 'nearshelf-relaxed.wasm')))},
  plugins: [forgetViteIgnore],
  build: {
    outDir: fakeCore ? '../../build/npm-fake' : 'dist',
    // The .wasm files come from CMake and are copied there by scripts/wasm-files.mjs.
    emptyOutDir: false,
    target: 'es2022',
    lib: {
      entry: Object.fromEntries(Object.entries(ENTRIES).filter(([, file]) => existsSync(resolve(import.meta.dirname, file)))),
      formats: ['es'],
    },
    minify: 'oxc',
    sourcemap: true,
    rolldownOptions: {
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'shared-[name].js',
        minify: true,
      },
    },
  },
  resolve: {
    alias: fakeCore
      ? [{find: /^.*\/load-core\.js$/, replacement: resolve(import.meta.dirname, 'test/support/load-fake-core.ts')}]
      : [],
  },
  test: {include: ['test/**/*.test.ts']},
});
