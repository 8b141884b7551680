/**
 * Measures the variants in Node: node wasm/npm/bench/run.mjs MODEL.nsm [CLICKS]. Not the relaxed one: Node 20 computes
 * its dot product wrongly, as the self-test of the module finds.
 */
import {readFileSync, rmSync, mkdtempSync, existsSync} from 'node:fs';
import {tmpdir, loadavg} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

import {build} from 'vite';

const [path, clicks = '1200'] = process.argv.slice(2);
if (!path) throw new Error('usage: node wasm/npm/bench/run.mjs MODEL.nsm [CLICKS]');
const here = import.meta.dirname;
const wasm = process.env.NEARSHELF_WASM_DIR ?? join(here, '../../../build/wasm/package');

const out = mkdtempSync(join(tmpdir(), 'nearshelf-bench-'));
await build({
  configFile: false,
  logLevel: 'warn',
  build: {outDir: out, emptyOutDir: true, minify: false, target: 'es2022', lib: {entry: join(here, 'entry.ts'), formats: ['es'], fileName: () => 'bench.mjs'}},
});
const {loadCore, MemoryFiles, measureClicks, measureReopening, supportedVariants} = await import(
  pathToFileURL(join(out, 'bench.mjs')).href
);
rmSync(out, {recursive: true});

const artifact = readFileSync(path);
const ms = ({least, median, p95}) => `median ${median.toFixed(3)} ms, least ${least.toFixed(3)}, p95 ${p95.toFixed(3)}`;
const mb = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
console.log(`${path}: ${mb(artifact.length)}; load ${loadavg()[0].toFixed(1)}`);
for (const variant of supportedVariants()) {
  const file = join(wasm, `nearshelf-${variant}.wasm`);
  if (!existsSync(file)) continue;
  const files = new MemoryFiles();
  const module = await WebAssembly.compile(readFileSync(file));
  const result = measureClicks(await loadCore(module, {files}), artifact, Number(clicks));
  console.log(`${variant}
  click      ${ms(result.click)} (track ${ms(result.track)}; recommend ${ms(result.recommend)})
  install    ${result.installMs.toFixed(0)} ms, heap ${mb(result.heapAfterInstallBytes)}`);
  const again = measureReopening(await loadCore(module, {files}));
  console.log(`  reopen     ${again.openMs.toFixed(0)} ms, then ${again.firstMs.toFixed(1)} ms, heap ${mb(again.heapBytes)}`);
}
