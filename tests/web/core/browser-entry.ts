/** What the tests of this folder run inside a page, in one module. */
import {makeModelCore} from '../../../wasm/npm/src/core/load-edge.js';
import {makeShelfCore} from '../../../wasm/npm/src/core/load.js';
import {MemoryFiles} from '../../../wasm/npm/src/storage/memory-files.js';
import {measureClicks, measureReopening, type Measurement, type Reopening} from '../../../wasm/npm/bench/recommend.js';
import {makeKeptCore} from '../../../wasm/npm/test/core/support/kept.js';
import {
  filesOf,
  runModelEntry,
  runShelfEntry,
  shelvesOf,
  type Vectors,
} from '../../../wasm/npm/test/core/support/run-vectors.js';

/** A worker that began as a blob has no address of its own to resolve a path against; this script has. */
const here = new URL(import.meta.url).origin;

async function module(url: string): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await (await fetch(here + url)).arrayBuffer());
}

async function bytes(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(here + url)).arrayBuffer());
}

/** What every vector that TypeScript runs gives, in their order: models, models at the edge, steps of shelves. */
export async function runVectors(variant: string, sessions: string): Promise<unknown[]> {
  const vectors = (await (await fetch(`${here}${sessions}/sessions.json`)).json()) as Vectors;
  const names = filesOf(vectors);
  const artifacts = new Map(await Promise.all(names.map(async (name) => [name, await bytes(`${sessions}/${name}`)] as const)));
  const artifact = (name: string): Uint8Array => artifacts.get(name)!;
  const shelfModule = await module(`/wasm/nearshelf-${variant}.wasm`);
  const edge = await makeModelCore(await module(`/wasm/nearshelf-edge-${variant}.wasm`));
  const core = await makeShelfCore(shelfModule, {});
  const shelves = shelvesOf(vectors).map((entry) => runShelfEntry(shelfModule, entry, artifact));
  return [
    ...vectors.models.map((entry) => runModelEntry(core, entry, artifact)),
    ...vectors.models.map((entry) => runModelEntry(edge, entry, artifact)),
    ...(await Promise.all(shelves)),
  ];
}

/** Clicks through a new shelf, then opens it again in a new instance. */
export async function measure(
  variant: string,
  artifact: string,
  clicks: number,
): Promise<Measurement & {reopening: Reopening}> {
  const compiled = await module(`/wasm/nearshelf-${variant}.wasm`);
  const files = new MemoryFiles();
  const clicked = measureClicks(await makeKeptCore(compiled, {files}), await bytes(artifact), clicks);
  return {...clicked, reopening: measureReopening(await makeKeptCore(compiled, {files}))};
}
