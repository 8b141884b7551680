/** Loads the .wasm files that stand beside this script. */
import type {CoreHost} from '../core/core.js';
import {loadShelfCore} from '../core/load.js';
import type {Variant} from '../core/variants.js';
import type {LoadedCore} from '../host/host.js';

/** Written out, for bundlers look for exactly this. */
const FILES: Record<Variant, () => URL> = {
  scalar: () => new URL(/* @vite-ignore */ './nearshelf-scalar.wasm', import.meta.url),
  simd: () => new URL(/* @vite-ignore */ './nearshelf-simd.wasm', import.meta.url),
  relaxed: () => new URL(/* @vite-ignore */ './nearshelf-relaxed.wasm', import.meta.url),
};

export function loadCore(host: CoreHost): Promise<LoadedCore> {
  return loadShelfCore(async (variant) => {
    const response = await fetch(FILES[variant](), {credentials: 'same-origin'});
    return response.status === 404 ? null : response;
  }, host);
}
