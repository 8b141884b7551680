import type {CoreHost} from '../../src/core/core.js';
import type {LoadedCore} from '../../src/core/load.js';
import {makeFakeCore} from './fake-core.js';

/** Stands in for src/worker/load-core.ts in the build that tests tabs and storage without .wasm. */
export async function loadCore(host: CoreHost): Promise<LoadedCore> {
  return {core: makeFakeCore(host), variant: 'scalar'};
}

export function prepareCore(): void {}
