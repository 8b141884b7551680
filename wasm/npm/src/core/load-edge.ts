/** Loads the modules without a shelf. */
import type {CoreHost, ModelCore} from './core.js';
import {ModuleInstance} from './instance.js';
import {ModelCoreImpl} from './model.js';
import {loadBestVariant, type ModuleSource, type Variant} from './variants.js';

export interface LoadedModelCore {
  core: ModelCore;
  variant: Variant;
}

/** The best of the nearshelf-edge-*.wasm files that `fetchModule` gives. Rejects with a NearshelfError. */
export async function loadModelCore(
  fetchModule: (variant: Variant) => Promise<ModuleSource> | ModuleSource,
  host: CoreHost = {},
): Promise<LoadedModelCore> {
  return loadBestVariant(host, fetchModule, makeModelCore);
}

/** Of a module that is compiled already, as runtimes at the edge give it. It asks nothing of its host so far. */
export async function makeModelCore(module: WebAssembly.Module, _host: CoreHost = {}): Promise<ModelCore> {
  return new ModelCoreImpl(await ModuleInstance.create(module));
}
