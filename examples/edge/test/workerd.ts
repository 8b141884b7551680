import {readdir, readFile} from 'node:fs/promises';
import {join, resolve} from 'node:path';

import {Miniflare} from 'miniflare';

/** Where `npm run build` puts the Worker. */
export const distDirectory = resolve(import.meta.dirname, '../dist');

/** The built Worker in workerd, as wrangler.toml describes it. */
export async function startWorker(manifestUrl: string): Promise<Miniflare> {
  const names = (await readdir(distDirectory)).filter((name) => /\.(js|wasm)$/.test(name) && name !== 'node.js');
  const modules = names.sort((a, b) => Number(b === 'worker.js') - Number(a === 'worker.js')).map(async (name) => ({
    type: name.endsWith('.js') ? ('ESModule' as const) : ('CompiledWasm' as const),
    path: name,
    contents: await readFile(join(distDirectory, name)),
  }));
  const worker = new Miniflare({
    modules: await Promise.all(modules),
    compatibilityDate: '2026-07-30',
    bindings: {MANIFEST_URL: manifestUrl},
  });
  await worker.ready;
  return worker;
}
