/**
 * Consent and sync of the fake core: batches and erase requests as JSON, pauses of the length that Retry-After asks for.
 * A withdrawal puts an erase request in the place of what was ever handed out.
 */
import type {
  CoreConsent,
  CoreDecision,
  CoreSync,
  CoreSyncInfo,
  CoreTask,
  ShelfOpenOptions,
  TaskOutcome,
} from '../../src/core/core.js';
import type {Purpose} from '../../src/shelf.js';
import type {RecordedEvent} from '../../src/types.js';

export interface SyncState {
  decision: CoreDecision | null;
  queue: RecordedEvent[];
  /** Stands for the device secret: a new one with each grant of measurement. */
  pseudonym: string;
  handedOut: boolean;
  erasures: string[];
  acknowledged: number;
  lastSuccessMs: number;
  retryAtMs: number;
  lastHttpStatus: number;
}

export interface FakeSyncOptions {
  state: SyncState;
  options: ShelfOpenOptions;
  save: () => void;
  nowMs: () => number;
  onPersonalization: (kept: boolean) => void;
}

/** What an answer without Retry-After makes it wait. */
const PAUSE_MS = 100;
const ALL: readonly Purpose[] = ['personalization', 'measurement', 'modelImprovement'];

export class FakeSync implements CoreSync {
  #busy = new Set<string>();

  constructor(readonly given: FakeSyncOptions) {}

  static empty(): SyncState {
    return {
      decision: null,
      queue: [],
      pseudonym: '',
      handedOut: false,
      erasures: [],
      acknowledged: 0,
      lastSuccessMs: 0,
      retryAtMs: 0,
      lastHttpStatus: 0,
    };
  }

  holds(purpose: Purpose): boolean {
    return this.#effective().includes(purpose);
  }

  enqueue(event: RecordedEvent): boolean {
    const {state, options} = this.given;
    if (!this.holds('measurement') || !options.sync || event.kind === 'search') return false;
    state.queue.push(event);
    return true;
  }

  setConsent(decision: CoreDecision): void {
    const {state, save, onPersonalization} = this.given;
    const before = this.#effective();
    const {decision: last} = state;
    const again = last && last.granted.join() === decision.granted.join();
    if (again && last.globalPrivacyControl === decision.globalPrivacyControl) return;
    state.decision = {...decision, timeMs: decision.timeMs || this.given.nowMs()};
    const kept = this.holds('personalization');
    if (kept !== before.includes('personalization')) onPersonalization(kept);
    const measured = before.includes('measurement');
    if (measured && !this.holds('measurement')) {
      if (state.handedOut) state.erasures.push(state.pseudonym);
      Object.assign(state, {queue: [], pseudonym: '', handedOut: false, retryAtMs: 0});
    } else if (!measured && this.holds('measurement')) {
      state.pseudonym = crypto.randomUUID();
    }
    save();
  }

  consent(): CoreConsent {
    const {decision} = this.given.state;
    const nothing = {granted: [], globalPrivacyControl: false, policyVersion: '', timeMs: 0};
    return {...(decision ?? nothing), effective: this.#effective(), decided: decision !== null};
  }

  info(): CoreSyncInfo {
    const {state} = this.given;
    return {
      queuedEvents: state.queue.length,
      droppedEvents: 0,
      acknowledgedEvents: state.acknowledged,
      pendingErasures: state.erasures.length,
      lastSuccessMs: state.lastSuccessMs,
      retryAtMs: state.retryAtMs,
      lastHttpStatus: state.lastHttpStatus,
    };
  }

  nextTask(leaving: boolean): {task: CoreTask | null; waitMs: number} {
    const {state, options, nowMs, save} = this.given;
    const pause = state.retryAtMs - nowMs();
    if (pause > 0) return {task: null, waitMs: pause};
    const [erasure] = state.erasures;
    if (erasure !== undefined && !this.#busy.has('erase')) {
      const body = {pseudonym: erasure};
      return {task: this.#task('erase', '/v1/erase', body, () => state.erasures.shift()), waitMs: 0};
    }
    if (state.queue.length === 0 || this.#busy.has('events')) return {task: null, waitMs: -1};
    const {batchEvents = 50, batchIntervalMs = 30_000} = options.sync ?? {};
    const wait = state.queue[0]!.timeMs + batchIntervalMs - nowMs();
    if (!leaving && state.queue.length < batchEvents && wait > 0) return {task: null, waitMs: wait};
    const events = state.queue.slice(0, batchEvents);
    state.handedOut = true;
    save();
    const body = {pseudonym: state.pseudonym, events: events.map(({eventId, itemId}) => ({eventId, itemId}))};
    const task = this.#task('events', '/v1/events', body, () => {
      const done = new Set(events.map(({eventId}) => eventId));
      state.queue = state.queue.filter(({eventId}) => !done.has(eventId));
      state.acknowledged += done.size;
    });
    return {task, waitMs: 0};
  }

  #effective(): Purpose[] {
    const {decision} = this.given.state;
    if (!decision) return [];
    const denied = decision.globalPrivacyControl ? (this.given.options.gpcDenies ?? ALL) : [];
    return decision.granted.filter((purpose) => !denied.includes(purpose));
  }

  #task(kind: 'events' | 'erase', url: string, body: unknown, onSuccess: () => void): CoreTask {
    const {state, save, nowMs, options} = this.given;
    let done = false;
    this.#busy.add(kind);
    const end = (): boolean => {
      if (done) return false;
      done = true;
      this.#busy.delete(kind);
      return true;
    };
    return {
      kind,
      method: 'POST',
      url,
      headers: [
        ['authorization', `Bearer ${options.sync?.key ?? ''}`],
        ['content-type', 'application/json'],
      ],
      body: new TextEncoder().encode(JSON.stringify(body)),
      timeoutMs: 5000,
      maxResponseBytes: 65_536,
      finish: (outcome: TaskOutcome) => {
        if (!end()) return;
        state.lastHttpStatus = outcome.status;
        if (outcome.status >= 200 && outcome.status < 300) {
          onSuccess();
          Object.assign(state, {lastSuccessMs: nowMs(), retryAtMs: 0});
        } else {
          state.retryAtMs = nowMs() + (outcome.retryAfter ? 1000 * Number(outcome.retryAfter) : PAUSE_MS);
        }
        save();
      },
      free: () => void end(),
    };
  }
}
