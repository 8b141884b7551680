/** Consent and sync of a shelf of the ABI. Only the kept worker imports this. */
import type {Purpose} from '../shelf.js';
import type {CoreConsent, CoreDecision, CoreSync, CoreTask, ShelfBindings, TaskOutcome} from './core.js';
import {type ModuleInstance} from './instance.js';
import {nsh_string} from './layout.js';
import {
  nsh_consent as c,
  nsh_consent_info as ci,
  nsh_shelf_options,
  nsh_sync_info as si,
  nsh_sync_options as so,
  nsh_task_info as ti,
  nsh_task_outcome as to,
} from './shelf-layout.js';

const PURPOSES: readonly (readonly [Purpose, number])[] = [
  ['personalization', 1],
  ['measurement', 2],
  ['modelImprovement', 4],
];
const KINDS = ['events', 'erase', 'manifest', 'model'] as const;

export function bitsOf(purposes: readonly Purpose[]): number {
  return PURPOSES.reduce((bits, [purpose, bit]) => (purposes.includes(purpose) ? bits | bit : bits), 0);
}

export function purposesOf(bits: number): Purpose[] {
  return PURPOSES.filter(([, bit]) => (bits & bit) !== 0).map(([purpose]) => purpose);
}

/** A task of the ABI. The request is read at once, so that it outlives the memory of the module. */
class TaskHandle implements CoreTask {
  readonly kind: CoreTask['kind'];
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array<ArrayBuffer> | null;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  #address: number;

  /** Inside `scoped` only. */
  constructor(
    private readonly instance: ModuleInstance,
    private readonly shelf: () => number,
    address: number,
  ) {
    this.#address = address;
    const {memory} = instance;
    const at = memory.allocateSized(ti.sizeof);
    instance.call('nsh_task_get_info', address, at);
    this.kind = KINDS[memory.int32(at + ti.kind) - 1]!;
    this.method = memory.readString(at + ti.method);
    this.url = memory.readString(at + ti.url);
    this.timeoutMs = memory.uint32(at + ti.timeout_ms);
    this.maxResponseBytes = memory.int64(at + ti.max_response_bytes);
    const body = memory.uint32(at + ti.body);
    this.body = body === 0 ? null : memory.bytes.slice(body, body + memory.uint32(at + ti.body_size));
    const count = memory.uint32(at + ti.header_count);
    const pair = memory.allocate(2 * nsh_string.sizeof);
    this.headers = Array.from({length: count}, (_, i) => {
      instance.call('nsh_task_get_header', address, i, pair, pair + nsh_string.sizeof);
      return [memory.readString(pair), memory.readString(pair + nsh_string.sizeof)] as const;
    });
  }

  finish(outcome: TaskOutcome): void {
    const address = this.#take();
    if (address === 0) return;
    const {memory} = this.instance;
    memory.scoped(() => {
      const at = memory.allocate(to.sizeof);
      this.instance.run('nsh_task_outcome_init', at);
      memory.view.setInt32(at + to.http_status, outcome.status, true);
      if (outcome.retryAfter) memory.writeString(at + to.retry_after, outcome.retryAfter);
      if (outcome.etag) memory.writeString(at + to.etag, outcome.etag);
      if (outcome.body && outcome.body.length > 0) {
        const data = memory.allocate(outcome.body.length);
        memory.bytes.set(outcome.body, data);
        memory.view.setUint32(at + to.body, data, true);
        memory.view.setUint32(at + to.body_size, outcome.body.length, true);
      }
      this.instance.call('nsh_shelf_finish_task', this.shelf(), address, at);
    });
  }

  free(): void {
    const address = this.#take();
    if (address !== 0) this.instance.run('nsh_task_free', address);
  }

  #take(): number {
    const address = this.#address;
    this.#address = 0;
    return address;
  }
}

export const syncBindings: ShelfBindings = {
  writeOptions(instance, at, {sync, gpcDenies}) {
    const {memory} = instance;
    if (gpcDenies) memory.view.setUint32(at + nsh_shelf_options.gpc_denies, bitsOf(gpcDenies), true);
    if (!sync) return;
    const options = memory.allocate(so.sizeof);
    instance.run('nsh_sync_options_init', options);
    memory.writeString(options + so.key, sync.key);
    const {view} = memory;
    if (sync.pseudonymDays !== undefined) view.setUint32(options + so.pseudonym_days, sync.pseudonymDays, true);
    if (sync.batchEvents !== undefined) view.setUint32(options + so.batch_events, sync.batchEvents, true);
    if (sync.batchIntervalMs !== undefined) view.setUint32(options + so.batch_interval_ms, sync.batchIntervalMs, true);
    view.setUint32(at + nsh_shelf_options.sync, options, true);
  },

  bind(instance, shelf): CoreSync {
    const {memory} = instance;
    return {
      setConsent(decision: CoreDecision): void {
        memory.scoped(() => {
          const at = memory.allocate(c.sizeof);
          instance.run('nsh_consent_init', at);
          memory.writeString(at + c.policy_version, decision.policyVersion);
          memory.view.setUint32(at + c.granted, bitsOf(decision.granted), true);
          memory.view.setInt32(at + c.global_privacy_control, decision.globalPrivacyControl ? 1 : 0, true);
          memory.writeInt64(at + c.time_ms, decision.timeMs);
          instance.call('nsh_shelf_set_consent', shelf(), at);
        });
      },
      consent: (): CoreConsent =>
        memory.scoped(() => {
          const at = memory.allocateSized(ci.sizeof);
          instance.call('nsh_shelf_get_consent', shelf(), at);
          return {
            effective: purposesOf(memory.uint32(at + ci.effective)),
            granted: purposesOf(memory.uint32(at + ci.granted)),
            globalPrivacyControl: memory.int32(at + ci.global_privacy_control) !== 0,
            decided: memory.int32(at + ci.decided) !== 0,
            timeMs: memory.int64(at + ci.time_ms),
            policyVersion: memory.readTerminated(at + ci.policy_version),
          };
        }),
      info: () =>
        memory.scoped(() => {
          const at = memory.allocateSized(si.sizeof);
          instance.call('nsh_shelf_get_sync_info', shelf(), at);
          return {
            queuedEvents: memory.int64(at + si.queued_events),
            droppedEvents: memory.int64(at + si.dropped_events),
            acknowledgedEvents: memory.int64(at + si.acknowledged_events),
            pendingErasures: memory.int64(at + si.pending_erasures),
            lastSuccessMs: memory.int64(at + si.last_success_ms),
            retryAtMs: memory.int64(at + si.retry_at_ms),
            lastHttpStatus: memory.int32(at + si.last_http_status),
          };
        }),
      nextTask: (leaving) =>
        memory.scoped(() => {
          const out = memory.allocate(4);
          const wait = memory.allocate(8);
          instance.call('nsh_shelf_next_task', shelf(), leaving ? 1 : 0, out, wait);
          const address = memory.uint32(out);
          const waitMs = memory.int64(wait);
          return {task: address === 0 ? null : new TaskHandle(instance, shelf, address), waitMs};
        }),
    };
  },
};
