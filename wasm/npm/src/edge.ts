/**
 * `nearshelf/edge`: recommendations for a list of items, without a profile, a database or a worker. Runs wherever there
 * is WebAssembly: Workers runtimes at the edge, Node, browsers. The .wasm file comes with the package as
 * `nearshelf/nearshelf-edge-simd.wasm` (or `-scalar`); how it is loaded is the runtime's affair.
 */
import type {CoreHost, CoreModel} from './core/core.js';
import {makeModelCore} from './core/load-edge.js';
import {NearshelfError} from './errors.js';
import type {ModelInfo, RecommendOptions, Recommendations} from './types.js';

export {NearshelfError, STATUS_CODES, type StatusName} from './errors.js';
export type * from './types.js';

/** A model in memory. Synchronous: a call takes about a millisecond. */
export interface EdgeModel {
  info(): ModelInfo;
  /** Recommends after these items, oldest first; none = what is popular. Throws a NearshelfError. */
  recommend(itemIds: readonly string[], options?: RecommendOptions): Recommendations;
  /** Frees its memory; idempotent. */
  close(): void;
}

export interface EdgeOptions {
  /** The edge module: compiled, its bytes, or a response with them. Compile it once where models are replaced. */
  wasm: WebAssembly.Module | BufferSource | Response;
  /** Default: nothing is logged. */
  log?: CoreHost['log'];
}

async function compile(wasm: EdgeOptions['wasm']): Promise<WebAssembly.Module> {
  if (wasm instanceof WebAssembly.Module) return wasm;
  const bytes = 'arrayBuffer' in wasm ? await wasm.arrayBuffer() : wasm;
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    throw new NearshelfError('INTERNAL', String(error), 'options.wasm');
  }
}

class OpenedModel implements EdgeModel {
  #model: CoreModel | null;

  constructor(model: CoreModel) {
    this.#model = model;
  }

  get #open(): CoreModel {
    if (this.#model === null) throw new NearshelfError('FAILED_PRECONDITION', 'the model is closed');
    return this.#model;
  }

  info(): ModelInfo {
    return this.#open.info();
  }

  recommend(itemIds: readonly string[], options: RecommendOptions = {}): Recommendations {
    return this.#open.recommend(itemIds, options);
  }

  close(): void {
    this.#model?.close();
    this.#model = null;
  }
}

/**
 * Verifies an artifact and opens it in an instance of its own, which goes with it. Rejects with a NearshelfError:
 * CORRUPT and UNSUPPORTED_VERSION for a file that is not to be used, INTERNAL for a module that does not run here.
 */
export async function openEdgeModel(artifact: Uint8Array, options: EdgeOptions): Promise<EdgeModel> {
  const core = await makeModelCore(await compile(options.wasm), {log: options.log});
  return new OpenedModel(core.openModel(artifact));
}
