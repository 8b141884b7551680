// Usage: node build/compress.mjs DIR. Puts .br and .gz beside every file of DIR that gets smaller by them. Pictures go
// without: each fits into a packet, and a host that counts files has 3,000 of them already.
import {readdir, readFile, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {brotliCompressSync, constants, gzipSync} from 'node:zlib';

const PACKED_WELL = /\.(html|js|css|json|wasm|nsm|webmanifest)$/;
const folder = process.argv[2] ?? 'dist';

/** Level 11 takes many seconds for a large model and gains little over 9 there. */
const quality = (bytes) => (bytes > 2_000_000 ? 9 : 11);

for (const entry of await readdir(folder, {recursive: true, withFileTypes: true})) {
  const file = join(entry.parentPath ?? entry.path, entry.name);
  if (!entry.isFile() || !PACKED_WELL.test(entry.name)) continue;
  const {size} = await stat(file);
  // Nor is anything else that fits into a packet worth two more files.
  if (size < 1400) continue;
  const bytes = await readFile(file);
  const brotli = brotliCompressSync(bytes, {
    params: {[constants.BROTLI_PARAM_QUALITY]: quality(size), [constants.BROTLI_PARAM_SIZE_HINT]: size},
  });
  const gzip = gzipSync(bytes, {level: 9});
  if (brotli.length < size * 0.95) await writeFile(`${file}.br`, brotli);
  if (gzip.length < size * 0.95) await writeFile(`${file}.gz`, gzip);
}
