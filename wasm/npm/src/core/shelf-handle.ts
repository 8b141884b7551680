/** A shelf of the ABI. */
import {NearshelfError} from '../errors.js';
import type {RecommendOptions, Recommendations, RecordedEvent, SessionInfo, ShopEvent, TrackResult} from '../types.js';
import type {CoreModel, CoreShelf, CoreShelfInfo, CoreSync, ShelfOpenOptions} from './core.js';
import {takeEvents, writeEvent} from './events.js';
import type {HostState} from './imports.js';
import {Handle, type ModuleInstance} from './instance.js';
import {nsh_session_info, nsh_shelf_info, nsh_shelf_options, nsh_track_result} from './shelf-layout.js';
import {makeBuffer, ModelHandle} from './model.js';
import {takeRecommendations, writeOptions} from './recommendations.js';

/** The database has this name in the module; the host knows it as file 0. */
const PATH = 'nearshelf';
const DIGEST_BYTES = 32;

function fromHex(hex: string): Uint8Array | null {
  if (!/^[0-9a-f]{64}$/i.test(hex)) return null;
  return Uint8Array.from({length: DIGEST_BYTES}, (_, i) => parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

export class ShelfHandle implements CoreShelf {
  readonly #handle: Handle;
  readonly sync: CoreSync | null;

  private constructor(
    private readonly instance: ModuleInstance,
    private readonly state: HostState,
    address: number,
  ) {
    this.#handle = new Handle(instance, address, 'nsh_shelf_close');
    this.sync = state.host.bindings?.bind(instance, () => this.#handle.address) ?? null;
  }

  static open(instance: ModuleInstance, state: HostState, options: ShelfOpenOptions): ShelfHandle {
    const {memory} = instance;
    return memory.scoped(() => {
      const at = memory.allocate(nsh_shelf_options.sizeof);
      instance.run('nsh_web_shelf_options_init', at);
      if (options.persistent) memory.writeString(at + nsh_shelf_options.path, PATH);
      if (options.maxEvents !== undefined) {
        memory.view.setUint32(at + nsh_shelf_options.max_events, Math.max(0, options.maxEvents), true);
      }
      state.host.bindings?.writeOptions(instance, at, options);
      state.distrustStored = options.withoutStoredModel ?? false;
      state.unverified = null;
      try {
        return new ShelfHandle(instance, state, instance.open('nsh_shelf_open', at));
      } finally {
        state.distrustStored = false;
      }
    });
  }

  get isOpen(): boolean {
    return this.#handle.open;
  }

  installModel(bytes: Uint8Array, sha256 = ''): void {
    const {memory} = this.instance;
    const {state} = this;
    const shelf = this.#handle.address;
    state.installing = fromHex(sha256);
    try {
      memory.scoped(() => this.instance.call('nsh_shelf_install_buffer', shelf, makeBuffer(this.instance, bytes)));
      state.unverified = null;
    } finally {
      state.installing = null;
    }
  }

  async storedModelIsSound(): Promise<boolean> {
    const {memory} = this.instance;
    const {state} = this;
    const stored = state.unverified;
    state.unverified = null;
    if (!stored || !this.isOpen || !globalThis.crypto?.subtle) return true;
    const {address, size, sha256} = stored;
    if (sha256.every((byte) => byte === 0)) return true;
    // The bytes are copied before the first wait; what happens to the model after that does not matter.
    const digest = await crypto.subtle.digest('SHA-256', memory.bytes.subarray(address, address + size) as BufferSource);
    return new Uint8Array(digest).every((byte, i) => byte === sha256[i]);
  }

  model(): CoreModel {
    const {instance} = this;
    return instance.memory.scoped(
      () => new ModelHandle(instance, instance.open('nsh_shelf_get_model', this.#handle.address)),
    );
  }

  track(event: ShopEvent): TrackResult {
    const {memory} = this.instance;
    return memory.scoped(() => {
      const shelf = this.#handle.address;
      const given = writeEvent(this.instance, event);
      const at = memory.allocateSized(nsh_track_result.sizeof);
      this.instance.call('nsh_shelf_track', shelf, given, at);
      return {
        eventId: memory.readTerminated(at + nsh_track_result.event_id),
        sessionId: memory.int64(at + nsh_track_result.session_id),
        duplicate: memory.int32(at + nsh_track_result.duplicate) !== 0,
        itemKnown: memory.int32(at + nsh_track_result.item_known) !== 0,
      };
    });
  }

  recommend(options?: RecommendOptions): Recommendations {
    const {memory} = this.instance;
    return memory.scoped(() => {
      const asked = writeOptions(this.instance, options);
      return takeRecommendations(this.instance, this.instance.open('nsh_shelf_recommend', this.#handle.address, asked));
    });
  }

  session(): SessionInfo {
    const {memory} = this.instance;
    return memory.scoped(() => {
      const at = memory.allocateSized(nsh_session_info.sizeof);
      this.instance.call('nsh_shelf_get_session', this.#handle.address, at);
      return {
        sessionId: memory.int64(at + nsh_session_info.session_id),
        startedMs: memory.int64(at + nsh_session_info.started_ms),
        lastActiveMs: memory.int64(at + nsh_session_info.last_active_ms),
        eventCount: memory.int64(at + nsh_session_info.event_count),
        contextItems: memory.uint32(at + nsh_session_info.context_items),
        active: memory.int32(at + nsh_session_info.active) !== 0,
      };
    });
  }

  endSession(): void {
    this.instance.call('nsh_shelf_end_session', this.#handle.address);
  }

  events(after: number, limit: number): {events: RecordedEvent[]; last: number} {
    if (!Number.isSafeInteger(after)) throw new NearshelfError('INVALID_ARGUMENT', 'is not a sequence', 'after');
    return this.instance.memory.scoped(() => {
      const read = this.instance.open('nsh_shelf_read_events', this.#handle.address, BigInt(after), limit);
      return takeEvents(this.instance, read, after);
    });
  }

  forgetAll(): void {
    this.instance.call('nsh_shelf_forget_all', this.#handle.address);
  }

  info(): CoreShelfInfo {
    const {memory} = this.instance;
    return memory.scoped(() => {
      const at = memory.allocateSized(nsh_shelf_info.sizeof);
      this.instance.call('nsh_shelf_get_info', this.#handle.address, at);
      return {
        eventCount: memory.int64(at + nsh_shelf_info.event_count),
        sessionCount: memory.int64(at + nsh_shelf_info.session_count),
        databaseBytes: memory.int64(at + nsh_shelf_info.database_bytes),
        memoryBytes: memory.int64(at + nsh_shelf_info.memory_bytes),
      };
    });
  }

  exportJson(): string {
    const {instance} = this;
    const {memory} = instance;
    return memory.scoped(() => {
      const size = memory.allocate(4);
      const out = memory.allocate(4);
      instance.call('nsh_shelf_export', this.#handle.address, out, size);
      const buffer = memory.uint32(out);
      try {
        return memory.readText(instance.run('nsh_buffer_data', buffer), memory.uint32(size));
      } finally {
        instance.run('nsh_buffer_free', buffer);
      }
    });
  }

  importJson(json: string): void {
    const {memory} = this.instance;
    memory.scoped(() => {
      const {data, size} = memory.writeText(json);
      this.instance.call('nsh_shelf_import', this.#handle.address, data, size);
    });
  }

  close(): void {
    this.state.unverified = null;
    this.#handle.close();
  }
}
