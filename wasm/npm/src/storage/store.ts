/** Where a shelf's database is. */
import type {DatabaseFiles} from '../core/core.js';
import type {StorageKind} from '../shelf.js';

/** What is remembered beside the database. */
export interface StoreMeta {
  /** Of the artifact that is installed: SHA-256 in hexadecimal. */
  modelSha256: string;
}

export interface Store {
  readonly kind: StorageKind;
  /** For the core. They stay the same objects until `close`. */
  readonly files: DatabaseFiles;
  /**
   * Around every call of the core, so that an owner that was replaced while it slept writes no more. `enter` throws
   * FencedError then.
   */
  enter(): void;
  leave(): void;
  /** Resolves when everything that was written is durable. Rejects with NO_SPACE, IO or FencedError. */
  commit(): Promise<void>;
  readMeta(): Promise<StoreMeta | null>;
  writeMeta(meta: StoreMeta | null): Promise<void>;
  /** Empties the database, for a rebuild. */
  reset(): Promise<void>;
  close(): void;
}

/** Another tab took this store over. */
export class FencedError extends Error {
  override readonly name = 'FencedError';

  constructor() {
    super('another tab took the store over');
  }
}
