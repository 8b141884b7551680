/** What was built, against the bars (brotli -11, bytes). test/sizes.test.ts fails above them; run alone it prints. */
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {brotliCompressSync, constants} from 'node:zlib';

const dist = join(import.meta.dirname, '../dist');
const IMPORT = /(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g;

function brotliBytes(name) {
  const params = {[constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24};
  return brotliCompressSync(readFileSync(join(dist, name)), {params}).length;
}

/** A script and everything that it imports statically. */
function withImports(name, seen = new Set()) {
  if (seen.has(name) || !existsSync(join(dist, name))) return seen;
  seen.add(name);
  for (const [, imported] of readFileSync(join(dist, name), 'utf8').matchAll(IMPORT)) withImports(imported, seen);
  return seen;
}

function sum(names) {
  return [...names].reduce((total, name) => total + brotliBytes(name), 0);
}

function largest(names) {
  return Math.max(0, ...names.map(brotliBytes));
}

/** What is measured, its bytes and its bar. Without .wasm files only the scripts count. */
export function measureSizes() {
  const wasm = existsSync(dist) ? readdirSync(dist).filter((name) => name.endsWith('.wasm')) : [];
  const edgeWasm = wasm.filter((name) => name.includes('-edge-'));
  const shelfWasm = wasm.filter((name) => !name.includes('-edge-'));
  const page = withImports('index.js');
  const workers = withImports('kept.js', withImports('worker.js'));
  return [
    {what: 'what a page loads at once', bytes: sum(page), limit: 8_000},
    {
      what: 'page, workers, largest .wasm',
      bytes: sum(new Set([...page, ...workers])) + largest(shelfWasm),
      limit: 260_000,
    },
    {what: 'edge, its largest .wasm', bytes: sum(withImports('edge.js')) + largest(edgeWasm), limit: 40_000},
  ];
}

if (process.argv[1] === import.meta.filename) {
  for (const {what, bytes, limit} of measureSizes()) {
    console.log(`${what}: ${bytes} bytes, ${bytes > limit ? 'OVER' : 'of'} ${limit}`);
  }
}
