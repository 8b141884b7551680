/** What a call of the core layer costs beyond the same exports of the module called as C calls them. */
import {HostState, makeImports} from '../src/core/imports.js';
import {ModuleInstance} from '../src/core/instance.js';
import {nsh_item, nsh_reason, nsh_string} from '../src/core/layout.js';
import {makeShelfCore} from '../src/core/load.js';
import type {CoreShelf} from '../src/core/core.js';
import type {ModuleExports} from '../src/core/memory.js';
import {nsh_event, nsh_session_info, nsh_shelf_options, nsh_track_result} from '../src/core/shelf-layout.js';

/** Of one call, in microseconds. */
export interface CallCost {
  name: string;
  /** The exports alone; a text is its address and size, as in C. */
  raw: number;
  /** The same with every text made a string, one by one: what JavaScript can do with a text. */
  strings: number;
  core: number;
}

/** Of one that is drawn. */
const EVENT_ID_BYTES = 32;
const decoder = new TextDecoder();
const ITEMS = Array.from({length: 40}, (_, i) => `sku-${String(i + 1).padStart(6, '0')}`);

/**
 * A shelf in the memory of a module, called without the core layer: structs stay where they are. Each method gives the
 * sum of what it read, so that nobody leaves the reading out.
 */
export class RawShelf {
  /** Whether texts become strings; otherwise their sizes are read, as for a program in C. */
  strings = false;
  readonly #exports: ModuleExports;
  readonly #shelf: number;
  readonly #error: number;
  readonly #out: number;
  readonly #session: number;
  readonly #event: number;
  readonly #tracked: number;
  readonly #item: number;
  readonly #reason: number;
  readonly #ids = new Map<string, {data: number; size: number}>();
  #view: DataView;

  static async open(module: WebAssembly.Module, artifact: Uint8Array): Promise<RawShelf> {
    const state = new HostState({});
    const {exports} = await ModuleInstance.create(module, (memory) => makeImports(state, memory));
    return new RawShelf(exports, artifact);
  }

  private constructor(exports: ModuleExports, artifact: Uint8Array) {
    this.#exports = exports;
    const struct = (size: number): number => {
      const at = exports.malloc!(size);
      new Uint8Array(exports.memory.buffer, at, size).fill(0);
      new DataView(exports.memory.buffer).setUint32(at, size, true);
      return at;
    };
    this.#error = struct(1024);
    this.#out = struct(8);
    this.#session = struct(nsh_session_info.sizeof);
    this.#event = struct(nsh_event.sizeof);
    this.#tracked = struct(nsh_track_result.sizeof);
    this.#item = struct(nsh_item.sizeof);
    this.#reason = struct(nsh_reason.sizeof);
    for (const id of ITEMS) {
      const data = struct(id.length + 4);
      new TextEncoder().encodeInto(id, new Uint8Array(exports.memory.buffer, data, id.length));
      this.#ids.set(id, {data, size: id.length});
    }
    const options = struct(nsh_shelf_options.sizeof);
    exports.nsh_web_shelf_options_init!(options);
    this.#check(exports.nsh_shelf_open!(options, this.#out, this.#error));
    this.#shelf = new DataView(exports.memory.buffer).getUint32(this.#out, true);
    const model = exports.malloc!(artifact.length);
    new Uint8Array(exports.memory.buffer, model, artifact.length).set(artifact);
    this.#check(exports.nsh_shelf_install_model!(this.#shelf, model, artifact.length, this.#error));
    exports.free!(model);
    this.#view = new DataView(exports.memory.buffer);
  }

  #check(status: number): void {
    if (status !== 0) throw new Error(`the module says ${status}`);
  }

  /** The size of the nsh_string at `at`, or what its string has. */
  #text(view: DataView, at: number): number {
    const size = view.getUint32(at + nsh_string.size, true);
    return this.strings && size > 0 ? this.#decode(view.getUint32(at + nsh_string.data, true), size) : size;
  }

  #decode(data: number, size: number): number {
    return decoder.decode(new Uint8Array(this.#view.buffer, data, size)).length;
  }

  /** Memory may have grown in the call before. */
  #current(): DataView {
    if (this.#view.buffer !== this.#exports.memory.buffer) this.#view = new DataView(this.#exports.memory.buffer);
    return this.#view;
  }

  forgetAll(): void {
    this.#check(this.#exports.nsh_shelf_forget_all!(this.#shelf, this.#error));
  }

  session(): number {
    const at = this.#session;
    this.#check(this.#exports.nsh_shelf_get_session!(this.#shelf, at, this.#error));
    const view = this.#current();
    return (
      Number(view.getBigInt64(at + nsh_session_info.session_id, true)) +
      Number(view.getBigInt64(at + nsh_session_info.started_ms, true)) +
      Number(view.getBigInt64(at + nsh_session_info.last_active_ms, true)) +
      Number(view.getBigInt64(at + nsh_session_info.event_count, true)) +
      view.getUint32(at + nsh_session_info.context_items, true) +
      view.getInt32(at + nsh_session_info.active, true)
    );
  }

  track(id: string): number {
    const {data, size} = this.#ids.get(id)!;
    const at = this.#event;
    this.#exports.nsh_event_init!(at);
    let view = this.#current();
    view.setInt32(at + nsh_event.kind, 1, true);
    view.setUint32(at + nsh_event.item_id + nsh_string.data, data, true);
    view.setUint32(at + nsh_event.item_id + nsh_string.size, size, true);
    this.#check(this.#exports.nsh_shelf_track!(this.#shelf, at, this.#tracked, this.#error));
    view = this.#current();
    return (
      (this.strings ? this.#decode(this.#tracked + nsh_track_result.event_id, EVENT_ID_BYTES) : 0) +
      Number(view.getBigInt64(this.#tracked + nsh_track_result.session_id, true)) +
      view.getInt32(this.#tracked + nsh_track_result.duplicate, true) +
      view.getInt32(this.#tracked + nsh_track_result.item_known, true)
    );
  }

  recommend(): number {
    const exports = this.#exports;
    this.#check(exports.nsh_shelf_recommend!(this.#shelf, 0, this.#out, this.#error));
    const list = this.#current().getUint32(this.#out, true);
    const count = exports.nsh_recommendations_count!(list);
    const item = this.#item;
    const reason = this.#reason;
    let sum = exports.nsh_recommendations_context!(list);
    for (let i = 0; i < count; ++i) {
      this.#check(exports.nsh_recommendations_get_item!(list, i, item, this.#error));
      const view = this.#current();
      sum += view.getFloat32(item + nsh_item.score, true) + (view.getFloat32(item + nsh_item.price, true) || 0);
      for (const field of [nsh_item.id, nsh_item.title, nsh_item.category, nsh_item.brand, nsh_item.url, nsh_item.image]) {
        sum += this.#text(view, item + field);
      }
      const reasons = view.getUint32(item + nsh_item.reason_count, true);
      for (let j = 0; j < reasons; ++j) {
        this.#check(exports.nsh_recommendations_get_reason!(list, i, j, reason, this.#error));
        sum += view.getInt32(reason + nsh_reason.kind, true) + view.getFloat32(reason + nsh_reason.share, true);
        sum += this.#text(view, reason + nsh_reason.item_id) + this.#text(view, reason + nsh_reason.item_title);
      }
    }
    exports.nsh_recommendations_free!(list);
    return sum;
  }
}

function microseconds(calls: number, call: () => unknown): number {
  const start = performance.now();
  for (let i = 0; i < calls; ++i) call();
  return ((performance.now() - start) * 1000) / calls;
}

/** The ten items that a shelf begins each round with. */
const VISIT = ITEMS.slice(0, 10);

/** Nothing is granted, so the profile is in memory and no storage hides what the layer costs. */
export async function measureCalls(
  module: WebAssembly.Module,
  artifact: Uint8Array,
  rounds: number,
): Promise<CallCost[]> {
  const raw = await RawShelf.open(module, artifact);
  const core: CoreShelf = (await makeShelfCore(module, {})).openShelf();
  core.installModel(artifact);
  let number = 0;
  const next = (): string => ITEMS[(number = (number + 1) % ITEMS.length)]!;

  const beginRaw = (strings: boolean): void => {
    raw.strings = strings;
    raw.forgetAll();
    VISIT.forEach((itemId) => raw.track(itemId));
  };
  const beginCore = (): void => {
    core.forgetAll();
    VISIT.forEach((itemId) => core.track({kind: 'view', itemId}));
  };
  /**
   * All sides in turns, so that what else the machine does hits each; the quickest of many rounds counts, because it was
   * disturbed least.
   */
  const compare = (name: string, calls: number, rawCall: () => unknown, coreCall: () => unknown): CallCost => {
    const cost = {name, raw: Infinity, strings: Infinity, core: Infinity};
    for (let round = 0; round < rounds; ++round) {
      beginRaw(false);
      cost.raw = Math.min(cost.raw, microseconds(calls, rawCall));
      beginRaw(true);
      cost.strings = Math.min(cost.strings, microseconds(calls, rawCall));
      beginCore();
      cost.core = Math.min(cost.core, microseconds(calls, coreCall));
    }
    return cost;
  };
  const costs = [
    compare('session()', 2000, () => raw.session(), () => core.session()),
    compare('recommend(), 20 items with reasons', 50, () => raw.recommend(), () => core.recommend()),
    compare('track(), in memory', 100, () => raw.track(next()), () => core.track({kind: 'view', itemId: next()})),
  ];
  core.close();
  return costs;
}
