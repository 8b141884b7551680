/** What the core layer costs, in Node: node wasm/npm/bench/calls.mjs [MODEL.nsm] [ROUNDS]. calls.ts says how. */
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {loadavg, tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

import {build} from 'vite';

const root = join(import.meta.dirname, '../../..');
const [path = join(root, 'tests/conformance/sessions/shop-1.nsm'), rounds = '200'] = process.argv.slice(2);
const wasm = process.env.NEARSHELF_WASM_DIR ?? join(root, 'build/wasm/package');

const out = mkdtempSync(join(tmpdir(), 'nearshelf-bench-'));
await build({
  configFile: false,
  logLevel: 'warn',
  build: {outDir: out, emptyOutDir: true, minify: false, target: 'es2022', lib: {entry: join(import.meta.dirname, 'calls.ts'), formats: ['es'], fileName: () => 'calls.mjs'}},
});
const {measureCalls} = await import(pathToFileURL(join(out, 'calls.mjs')).href);
rmSync(out, {recursive: true});

const column = (value) => value.toFixed(2).padStart(9);
console.log(`${path}, load ${loadavg()[0].toFixed(1)}; microseconds of a call`);
for (const variant of ['simd', 'scalar']) {
  const file = join(wasm, `nearshelf-${variant}.wasm`);
  if (!existsSync(file)) continue;
  console.log(`${variant.padEnd(38)}      raw     more   raw with strings     more   core`);
  const costs = await measureCalls(await WebAssembly.compile(readFileSync(file)), readFileSync(path), Number(rounds));
  for (const {name, raw, strings, core} of costs) {
    console.log(`  ${name.padEnd(36)}${column(raw)}${column(core - raw)}${column(strings).padStart(19)}${column(core - strings)}${column(core)}`);
  }
}
