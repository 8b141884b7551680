/** Loads the .wasm files that stand beside this script. */
import type {CoreHost} from '../core/core.js';
import {loadShelfCore, type LoadedCore} from '../core/load.js';
import {supportedVariants, type Variant} from '../core/variants.js';
import {NearshelfError} from '../errors.js';

/** Set by the build: relaxed SIMD is published only where the compiler knew it. */
declare const NEARSHELF_HAS_RELAXED: boolean;

/** Written out, for bundlers look for exactly this. */
const FILES: Record<Variant, () => URL | null> = {
  scalar: () => new URL(/* @vite-ignore */ './nearshelf-scalar.wasm', import.meta.url),
  simd: () => new URL(/* @vite-ignore */ './nearshelf-simd.wasm', import.meta.url),
  relaxed: () =>
    NEARSHELF_HAS_RELAXED ? new URL(/* @vite-ignore */ './nearshelf-relaxed.wasm', import.meta.url) : null,
};

/** Compiled once, however many instances follow. A failure is not kept: the next attempt may be online. */
const compiled = new Map<Variant, Promise<WebAssembly.Module | null>>();

async function compile(variant: Variant): Promise<WebAssembly.Module | null> {
  const url = FILES[variant]();
  if (url === null) return null;
  let response: Response;
  try {
    response = await fetch(url, {credentials: 'same-origin'});
  } catch (error) {
    throw new NearshelfError('IO', String(error), url.href);
  }
  if (response.status === 404) return null;
  if (!response.ok) throw new NearshelfError('IO', `HTTP ${response.status}`, url.href);
  // A browser keeps the machine code of what it compiled from a stream, but takes only this type for it.
  return response.headers.get('content-type') === 'application/wasm'
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

function compiledModule(variant: Variant): Promise<WebAssembly.Module | null> {
  let module = compiled.get(variant);
  if (!module) {
    module = compile(variant);
    module.catch(() => compiled.delete(variant));
    compiled.set(variant, module);
  }
  return module;
}

/** Begins to fetch and compile what `loadCore` will ask for first; what goes wrong is for that one to tell. */
export function prepareCore(): void {
  const [best] = supportedVariants().filter((variant) => FILES[variant]() !== null);
  if (best) compiledModule(best).catch(() => undefined);
}

/** A new instance of the best module for this machine. Rejects with a NearshelfError. */
export function loadCore(host: CoreHost): Promise<LoadedCore> {
  return loadShelfCore(compiledModule, host);
}
