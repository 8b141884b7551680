/** Models without a shelf: all that the edge has. */
import {NearshelfError} from '../errors.js';
import type {ModelInfo, Recommendations, RecommendOptions} from '../types.js';
import type {CoreModel, ModelCore} from './core.js';
import {Handle, type ModuleInstance} from './instance.js';
import {nsh_model_info as m} from './layout.js';
import {rankersOf, takeRecommendations, writeOptions} from './recommendations.js';

/** An nsh_buffer that holds `bytes`. The function of the ABI that it is given to takes it over. Inside `scoped` only. */
export function makeBuffer(instance: ModuleInstance, bytes: Uint8Array): number {
  if (bytes.length === 0) throw new NearshelfError('CORRUPT', 'the file is empty');
  const buffer = instance.open('nsh_buffer_create', bytes.length);
  instance.memory.bytes.set(bytes, instance.run('nsh_buffer_data', buffer));
  return buffer;
}

export class ModelHandle implements CoreModel {
  readonly #handle: Handle;

  constructor(
    private readonly instance: ModuleInstance,
    address: number,
  ) {
    this.#handle = new Handle(instance, address, 'nsh_model_close');
  }

  info(): ModelInfo {
    const {memory} = this.instance;
    return memory.scoped(() => {
      const at = memory.allocateSized(m.sizeof);
      this.instance.call('nsh_model_get_info', this.#handle.address, at);
      return {
        modelId: memory.readString(at + m.model_id),
        version: memory.int64(at + m.version),
        createdAtMs: memory.int64(at + m.created_at_ms),
        itemCount: memory.uint32(at + m.item_count),
        rankers: rankersOf(memory.uint32(at + m.rankers)),
        sessionTimeoutMs: memory.int64(at + m.session_timeout_ms),
        artifactBytes: memory.int64(at + m.artifact_bytes),
        memoryBytes: memory.int64(at + m.memory_bytes),
      };
    });
  }

  recommend(itemIds: readonly string[], options?: RecommendOptions): Recommendations {
    const {memory} = this.instance;
    return memory.scoped(() => {
      const ids = memory.writeStrings(itemIds);
      const asked = writeOptions(this.instance, options);
      const result = this.instance.open('nsh_model_recommend', this.#handle.address, ids, itemIds.length, asked);
      return takeRecommendations(this.instance, result);
    });
  }

  close(): void {
    this.#handle.close();
  }
}

/** The part of a core that every module has. */
export class ModelCoreImpl implements ModelCore {
  readonly version: string;

  constructor(protected readonly instance: ModuleInstance) {
    this.version = instance.memory.readTerminated(instance.run('nsh_version'));
  }

  get memoryBytes(): number {
    return this.instance.memory.byteLength;
  }

  openModel(bytes: Uint8Array): CoreModel {
    const {instance} = this;
    return instance.memory.scoped(
      () => new ModelHandle(instance, instance.open('nsh_model_open_buffer', makeBuffer(instance, bytes))),
    );
  }
}
