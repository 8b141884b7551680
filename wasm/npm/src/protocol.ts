/** What a page and its worker say to each other. Every request has an id and gets one answer. */
import {NearshelfError, type StatusName} from './errors.js';
import type {CoreConsent, CoreDecision, CoreSyncInfo, CoreSyncOptions} from './core/core.js';
import type {Purpose, ShelfEvents, ShelfInfo, ShelfOptions, StorageKind} from './shelf.js';
import type {
  RecommendOptions,
  Recommendations,
  RecordedEvent,
  SessionInfo,
  ShopEvent,
  TrackResult,
} from './types.js';

/** The requests: what they take and what they give. */
export interface Methods {
  /** With an event id and a time, so that it may be sent again. */
  track: {args: ShopEvent; result: TrackResult};
  recommend: {args: RecommendOptions; result: Recommendations};
  recommendAfter: {args: {itemIds: readonly string[]; options: RecommendOptions}; result: Recommendations};
  session: {args: null; result: SessionInfo};
  endSession: {args: null; result: null};
  info: {args: null; result: Omit<ShelfInfo, 'consent' | 'decision' | 'owner' | 'storage'>};
  events: {args: {after: number; limit: number}; result: {events: RecordedEvent[]; last: number}};
  forgetAll: {args: null; result: null};
  exportJson: {args: null; result: string};
  importJson: {args: string; result: null};
  /** The kept worker only. */
  setConsent: {args: SentDecision; result: null};
  consent: {args: null; result: CoreConsent};
  syncInfo: {args: null; result: CoreSyncInfo};
}

/** What the shopper decided, on its way to the core. */
export type SentDecision = CoreDecision;

/** Where events go that the shopper lets the shop have. */
export interface SyncTarget extends CoreSyncOptions {
  /** Absolute. */
  url: string;
}

export type Method = keyof Methods;
/** 'sync' is an event of its own to the page. */
export type ChangeReason = ShelfEvents['change']['reason'] | 'sync';
export type LogLevel = Parameters<NonNullable<ShelfOptions['log']>>[0];

/** An error on its way through a channel. */
export interface SentError {
  code: StatusName;
  message: string;
  place: string;
}

export type Outcome = {value: unknown} | {error: SentError};

/** What every worker is told first. */
interface WorkerOptions {
  name: string;
  /** Whether to pass log lines on. */
  log: boolean;
  sync?: SyncTarget;
  gpcDenies?: readonly Purpose[];
  decision: SentDecision;
}

export interface OpenMessage extends WorkerOptions {
  type: 'open';
  /** Absolute. */
  model: string;
  /**
   * The page was away (frozen, or kept for "back") with a stored shelf, and another tab may have decided meanwhile:
   * what that one left in force counts, not `decision`. When nothing is granted any more, 'revoked' follows.
   */
  resumed: boolean;
  /** An earlier withdrawal was cut short: it is completed before anything is granted again. */
  purgeFirst: boolean;
}

/**
 * The kept host only: deletes what is stored, in all tabs; 'purged' follows. May come instead of 'open'. While an erase
 * request is pending the worker stays and sends it; 'erased' follows.
 */
export interface PurgeMessage extends WorkerOptions {
  type: 'purge';
}

export type ToWorker =
  | OpenMessage
  | {type: 'request'; id: number; method: Method; args: unknown}
  | PurgeMessage
  /** The network is there or gone, as the page hears it; a worker is not told everywhere. */
  | {type: 'network'; online: boolean}
  /** The page is hidden: what waits is sent now. */
  | {type: 'flush'}
  /** The page is left: what waits is sent, and the worker ends itself. */
  | {type: 'leave'}
  | {type: 'close'};

export type FromWorker =
  /** Requests are being answered; sent again whenever one of these changes. */
  | {type: 'ready'; storage: StorageKind; owner: boolean}
  /** It could not be opened; the requests that wait are rejected with the same error. */
  | {type: 'failed'; error: SentError}
  | {type: 'answer'; id: number; outcome: Outcome}
  /** With a decision: it is in force now, in all tabs. */
  | {type: 'change'; reason: ChangeReason; decision?: SentDecision}
  /** Another tab withdrew consent; what was kept is being deleted. */
  | {type: 'revoked'}
  /** `pending`: erase requests that the server has not acknowledged yet. */
  | {type: 'purged'; pending: number}
  /** The last erase request is acknowledged, and the store deleted. */
  | {type: 'erased'}
  /** Another tab takes the store over, and the erase request in it. */
  | {type: 'yielded'}
  | {type: 'closed'}
  | {type: 'log'; level: LogLevel; message: string};

/** An error in the form that survives structured cloning. */
export function toSentError(error: unknown): SentError {
  if (error instanceof NearshelfError) {
    const prefix = error.place ? `${error.place}: ` : '';
    return {code: error.code, message: error.message.slice(prefix.length), place: error.place};
  }
  const quota = error instanceof DOMException && error.name === 'QuotaExceededError';
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {code: quota ? 'NO_SPACE' : 'INTERNAL', message, place: ''};
}

/** The error that was sent. */
export function fromSentError(error: SentError): NearshelfError {
  return new NearshelfError(error.code, error.message, error.place);
}
