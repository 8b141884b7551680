/** Loads the modules with a shelf. */
import {NearshelfError} from '../errors.js';
import type {Core, CoreHost, CoreShelf, ShelfOpenOptions} from './core.js';
import {HostState, makeImports} from './imports.js';
import {ModuleInstance} from './instance.js';
import {ModelCoreImpl} from './model.js';
import {ShelfHandle} from './shelf-handle.js';
import {loadBestVariant, type ModuleSource, type Variant} from './variants.js';

class CoreImpl extends ModelCoreImpl implements Core {
  #kept: ShelfHandle | null = null;

  constructor(
    instance: ModuleInstance,
    private readonly state: HostState,
  ) {
    super(instance);
  }

  openShelf(options: ShelfOpenOptions = {}): CoreShelf {
    if (!options.persistent) return ShelfHandle.open(this.instance, this.state, options);
    if (this.#kept?.isOpen) throw new NearshelfError('BUSY', 'this instance has the database open already');
    this.#kept = ShelfHandle.open(this.instance, this.state, options);
    return this.#kept;
  }
}

export interface LoadedCore {
  core: Core;
  variant: Variant;
}

/** The best of the nearshelf-*.wasm files that `fetchModule` gives. Rejects with a NearshelfError. */
export async function loadShelfCore(
  fetchModule: (variant: Variant) => Promise<ModuleSource> | ModuleSource,
  host: CoreHost,
): Promise<LoadedCore> {
  return loadBestVariant(host, fetchModule, makeShelfCore);
}

/** Of a module that is compiled already. */
export async function makeShelfCore(module: WebAssembly.Module, host: CoreHost): Promise<Core> {
  const state = new HostState(host);
  return new CoreImpl(await ModuleInstance.create(module, (memory) => makeImports(state, memory)), state);
}
