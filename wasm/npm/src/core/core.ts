/**
 * The C ABI as synchronous TypeScript: one instance of the .wasm module and the handles in it. Used inside the worker
 * and at the edge; a page never loads it. All failures are thrown as NearshelfError.
 */
import type {
  ModelInfo,
  RecommendOptions,
  Recommendations,
  RecordedEvent,
  SessionInfo,
  ShopEvent,
  TrackResult,
} from '../types.js';

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
  /** Verifies and stores an artifact and uses it from then on. */
  installModel(bytes: Uint8Array): void;
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
  close(): void;
}

export interface Core {
  readonly version: string;
  /** Bytes of the instance's memory now. */
  readonly memoryBytes: number;
  openModel(bytes: Uint8Array): CoreModel;
  /** `persistent`: through host.files; otherwise a database in memory. Throws CORRUPT for a damaged file. */
  openShelf(options?: { persistent?: boolean; maxEvents?: number }): CoreShelf;
}
