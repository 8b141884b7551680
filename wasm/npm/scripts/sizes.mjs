/** Holds what was built against the bars (brotli -11, bytes) and fails above them. */
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {brotliCompressSync, constants} from 'node:zlib';

const dist = join(import.meta.dirname, '../dist');

function brotliBytes(name) {
  const params = {[constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24};
  return brotliCompressSync(readFileSync(join(dist, name)), {params}).length;
}

/** A script and everything that it imports statically. */
function withImports(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const [, imported] of readFileSync(join(dist, name), 'utf8').matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g)) {
    withImports(imported, seen);
  }
  return seen;
}

function sum(names) {
  return [...names].reduce((total, name) => total + brotliBytes(name), 0);
}

function largest(prefix) {
  const names = readdirSync(dist).filter((name) => name.endsWith('.wasm') && name.startsWith(prefix));
  return Math.max(0, ...names.filter((name) => prefix !== 'nearshelf-' || !name.includes('edge')).map(brotliBytes));
}

const page = withImports('index.js');
const workers = withImports('kept.js', withImports('worker.js'));
const edge = existsSync(join(dist, 'edge.js')) ? withImports('edge.js') : [];
const rows = [
  ['what a page loads at once', sum(page), 8 * 1024],
  ['page, workers and the largest .wasm', sum(new Set([...page, ...workers])) + largest('nearshelf-'), 260 * 1024],
  ['edge and its largest .wasm', sum(edge) + largest('nearshelf-edge-'), 40 * 1024],
];
let failed = false;
for (const [what, bytes, limit] of rows) {
  const over = bytes > limit;
  failed ||= over;
  console.log(`${over ? 'TOO LARGE ' : ''}${what}: ${bytes} of ${limit} bytes`);
}
if (failed) process.exitCode = 1;
