/** What a host has beyond answering requests when the shopper agreed to something: sync/kept-side.ts. */
import type {CoreConsent, CoreShelf, CoreSyncInfo} from '../core/core.js';
import type {ChangeReason, LogLevel, SentDecision} from '../protocol.js';

/** What the host lends to its extension. */
export interface HostPort {
  /** One call of the core, inside the fence. Throws FencedError when another tab took the store over. */
  run<T>(call: (shelf: CoreShelf) => T): T;
  /** Resolves when what was written is durable. */
  commit(): Promise<void>;
  /** Whether it is durable as soon as `run` returns. */
  readonly durableAtOnce: boolean;
  tell(reason: ChangeReason, decision?: SentDecision): void;
  log(level: LogLevel, message: string): void;
}

export interface HostExtension {
  /** Whether the profile outlives the shelf that is open. */
  readonly keepsProfile: boolean;
  /** A shelf was opened, the first or in place of another. Inside the fence, before any request is answered. */
  opened(shelf: CoreShelf): void;
  /** The shelf is about to be closed. */
  closing(): void;
  /** Something was recorded. */
  recorded(): void;
  setConsent(decision: SentDecision): Promise<void>;
  /** The decision in force; null before a shelf was opened. */
  consent(): CoreConsent | null;
  syncInfo(): CoreSyncInfo;
  /** The page is hidden: what waits is sent now. */
  flush(): void;
  /** The page is left, and the host is closed next. */
  leave(): void;
  close(): void;
}
