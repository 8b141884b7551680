/**
 * The C ABI as synchronous TypeScript: one instance of the .wasm module and the handles in it. Used inside the worker
 * and at the edge; a page never loads it. All failures are thrown as NearshelfError.
 */
import type {Purpose} from '../shelf.js';
import type {
  ModelInfo,
  RecommendOptions,
  Recommendations,
  RecordedEvent,
  SessionInfo,
  ShopEvent,
  TrackResult,
} from '../types.js';
import type {ModuleInstance} from './instance.js';

/**
 * The files under the database, synchronous: file 0 is the database, file 1 its rollback journal. A method that fails
 * throws; a DOMException named QuotaExceededError becomes NO_SPACE, everything else IO.
 */
export interface DatabaseFiles {
  /** Fills `into` from `offset` and returns the bytes read, fewer at the end of the file. */
  read(file: 0 | 1, into: Uint8Array, offset: number): number;
  write(file: 0 | 1, from: Uint8Array, offset: number): void;
  truncate(file: 0 | 1, size: number): void;
  /** Durable when it returns. */
  flush(file: 0 | 1): void;
  size(file: 0 | 1): number;
}

export interface CoreHost {
  /** Database files of the shelf; left out at the edge. */
  files?: DatabaseFiles;
  /** Default Date.now. */
  nowMs?: () => number;
  log?: (level: 'debug' | 'info' | 'warning' | 'error', message: string) => void;
  /** What a shelf for a shopper who agreed to something has beyond the others (sync-bindings.ts). */
  bindings?: ShelfBindings;
}

/** A decision as the core takes it. */
export interface CoreDecision {
  granted: readonly Purpose[];
  globalPrivacyControl: boolean;
  policyVersion: string;
  /** 0: now. */
  timeMs: number;
}

/** The decision in force. */
export interface CoreConsent extends CoreDecision {
  /** Those granted, less what Global Privacy Control denies. */
  effective: readonly Purpose[];
  /** False: nothing was ever decided in this database. */
  decided: boolean;
}

export interface CoreSyncOptions {
  key: string;
  pseudonymDays?: number;
  batchEvents?: number;
  batchIntervalMs?: number;
}

export interface CoreSyncInfo {
  queuedEvents: number;
  droppedEvents: number;
  acknowledgedEvents: number;
  pendingErasures: number;
  lastSuccessMs: number;
  retryAtMs: number;
  lastHttpStatus: number;
}

/** What came of a task. `status` 0: there was no answer. */
export interface TaskOutcome {
  status: number;
  retryAfter?: string;
  etag?: string;
  body?: Uint8Array;
}

/** One HTTP request that the core wants carried out. `finish` or `free` it while its shelf is open; both count once. */
export interface CoreTask {
  readonly kind: 'events' | 'erase' | 'manifest' | 'model';
  readonly method: string;
  /** A path below the sync server's address, or absolute. */
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array<ArrayBuffer> | null;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  finish(outcome: TaskOutcome): void;
  free(): void;
}

/** Consent and sync of an open shelf. */
export interface CoreSync {
  setConsent(decision: CoreDecision): void;
  consent(): CoreConsent;
  info(): CoreSyncInfo;
  /**
   * The next request that is due. `leaving`: what waits is due now, within what a browser still sends. Without one
   * `waitMs` is when to ask again; -1: when something happened.
   */
  nextTask(leaving: boolean): {task: CoreTask | null; waitMs: number};
}

export interface CoreShelfInfo {
  eventCount: number;
  sessionCount: number;
  databaseBytes: number;
  memoryBytes: number;
}

export interface CoreModel {
  info(): ModelInfo;
  recommend(itemIds: readonly string[], options?: RecommendOptions): Recommendations;
  close(): void;
}

export interface CoreShelf {
  /**
   * Verifies and stores an artifact and uses it from then on. `sha256`: of its bytes, in hexadecimal, for
   * `storedModelIsSound` of later visits; the module itself has no hash.
   */
  installModel(bytes: Uint8Array, sha256?: string): void;
  /**
   * Hashes the stored model that `openShelf` read, without keeping anyone waiting, and compares. False: it is damaged in
   * a way that its structure does not show; open the shelf anew `withoutStoredModel` and install it again. True also
   * where there is nothing to compare (no model, installed without a hash, no WebCrypto). Ask once, right after opening.
   */
  storedModelIsSound(): Promise<boolean>;
  /** The current model; close it. Throws FAILED_PRECONDITION when there is none. */
  model(): CoreModel;
  track(event: ShopEvent): TrackResult;
  recommend(options?: RecommendOptions): Recommendations;
  session(): SessionInfo;
  endSession(): void;
  /** Recorded events in order of arrival, at most `limit`, after the one with sequence number `after` (0 = the first). */
  events(after: number, limit: number): { events: RecordedEvent[]; last: number };
  forgetAll(): void;
  info(): CoreShelfInfo;
  /** Everything known of the shopper, as JSON (docs/formats.md). */
  exportJson(): string;
  /** Takes up the events of an export; throws FAILED_PRECONDITION without consent to personalization. */
  importJson(json: string): void;
  /** Null without `CoreHost.bindings`: nothing is granted then, and nothing is ever sent. */
  readonly sync: CoreSync | null;
  close(): void;
}

/** What every module can do. */
export interface ModelCore {
  readonly version: string;
  /** Bytes of the instance's memory now. */
  readonly memoryBytes: number;
  /** Copies the bytes into the module and verifies them there. */
  openModel(bytes: Uint8Array): CoreModel;
}

export interface ShelfOpenOptions {
  /** Through host.files, one shelf at a time; otherwise a database in the memory of the module. */
  persistent?: boolean;
  /** At least 100; default 20000. */
  maxEvents?: number;
  /** As if the stored model were damaged, so that it can be installed again. */
  withoutStoredModel?: boolean;
  /** With `CoreHost.bindings` only. Left out: nothing is queued, and no task but an erasure's is handed out. */
  sync?: CoreSyncOptions;
  /** With `CoreHost.bindings` only: what Global Privacy Control is a no to; default everything. */
  gpcDenies?: readonly Purpose[];
}

/** What is written and called for consent and sync; apart, so that the private worker is without it. */
export interface ShelfBindings {
  /** Completes an nsh_shelf_options at `at`. Inside `scoped` only. */
  writeOptions(instance: ModuleInstance, at: number, options: ShelfOpenOptions): void;
  bind(instance: ModuleInstance, address: () => number): CoreSync;
}

export interface Core extends ModelCore {
  /** Throws CORRUPT for a damaged file; a damaged model alone is only left out. */
  openShelf(options?: ShelfOpenOptions): CoreShelf;
}
