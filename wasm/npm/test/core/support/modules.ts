/** The .wasm files under test: what `cmake --build --preset wasm` made. */
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

import type {Variant} from '../../../src/core/variants.js';
import {supportedVariants} from '../../../src/core/variants.js';
import type {Vectors} from './run-vectors.js';

export const root = join(import.meta.dirname, '../../../../..');
const folder = process.env.NEARSHELF_WASM_DIR ?? join(root, 'build/wasm/package');

function path(variant: Variant, edge: boolean): string {
  return join(folder, `nearshelf-${edge ? 'edge-' : ''}${variant}.wasm`);
}

/**
 * The variants that were built and that this Node can run. In CI a missing one is an error and not a reason to test less.
 * The relaxed one is tested in Chromium (tests/web/core): Node 20 does not know it, or, asked to, computes it wrongly.
 */
export const variants: Variant[] = supportedVariants().filter((variant) => {
  if (variant === 'relaxed') return false;
  if (existsSync(path(variant, false)) && existsSync(path(variant, true))) return true;
  if (process.env.CI) throw new Error(`${path(variant, false)} is missing`);
  return false;
});
if (variants.length === 0) console.warn(`no .wasm files in ${folder}: run cmake --build --preset wasm`);

const compiled = new Map<string, Promise<WebAssembly.Module>>();

/** The module of a variant, compiled once. */
export function moduleOf(variant: Variant, edge = false): Promise<WebAssembly.Module> {
  const file = path(variant, edge);
  let module = compiled.get(file);
  if (!module) compiled.set(file, (module = WebAssembly.compile(readFileSync(file))));
  return module;
}

/** An artifact of the golden vectors. */
export function artifact(name: string): Uint8Array {
  return readFileSync(join(root, 'tests/conformance/sessions', name));
}

/** The golden vectors of sessions. */
export const vectors = JSON.parse(
  readFileSync(join(root, 'tests/conformance/sessions/sessions.json'), 'utf8'),
) as Vectors;
