/** What the workers of a shop's tabs say to each other over one BroadcastChannel. */
import type {ChangeReason, Method, Outcome, SentDecision} from '../protocol.js';
import type {StorageKind} from '../shelf.js';

export type TabMessage =
  /** Is anyone there? Whoever holds the lock answers with 'opening' or 'owner'. */
  | {type: 'hello'}
  /** I hold the lock and am opening the store. */
  | {type: 'opening'; from: string}
  /** I answer requests. `since` orders owners: a smaller one is from a tab that slept and does not know yet. */
  | {type: 'owner'; from: string; since: number; storage: StorageKind}
  /** I own no longer. */
  | {type: 'left'; from: string}
  | {type: 'request'; from: string; to: string; id: number; method: Method; args: unknown}
  | {type: 'reply'; from: string; to: string; id: number; outcome: Outcome}
  | {type: 'change'; reason: ChangeReason; decision?: SentDecision}
  /** Consent was withdrawn: close at once, `from` deletes the files. */
  | {type: 'purge'; from: string};

/** The part of BroadcastChannel that tabs use. */
export interface TabChannel {
  postMessage(message: TabMessage): void;
  onmessage: ((event: {data: TabMessage}) => void) | null;
  close(): void;
}

/** The part of LockManager that tabs use. */
export interface TabLocks {
  request<T>(
    name: string,
    options: {signal?: AbortSignal; steal?: boolean; ifAvailable?: boolean},
    callback: (lock: unknown) => Promise<T>,
  ): Promise<T>;
}
