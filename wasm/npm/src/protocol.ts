/** What a page and its worker say to each other. Every request has an id and gets one answer. */
import {NearshelfError, type StatusName} from './errors.js';
import type {ShelfEvents, ShelfInfo, ShelfOptions, StorageKind} from './shelf.js';
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
  info: {args: null; result: Omit<ShelfInfo, 'consent' | 'owner' | 'storage'>};
  events: {args: {after: number; limit: number}; result: {events: RecordedEvent[]; last: number}};
  forgetAll: {args: null; result: null};
}

export type Method = keyof Methods;
export type ChangeReason = ShelfEvents['change']['reason'];
export type LogLevel = Parameters<NonNullable<ShelfOptions['log']>>[0];

/** An error on its way through a channel. */
export interface SentError {
  code: StatusName;
  message: string;
  place: string;
}

export type Outcome = {value: unknown} | {error: SentError};

export interface OpenMessage {
  type: 'open';
  /** Absolute. */
  model: string;
  name: string;
  /** Whether to pass log lines on. */
  log: boolean;
  /**
   * The page was away (frozen, or kept for "back") with a stored shelf. When there is none any more, consent was
   * withdrawn meanwhile: 'revoked' follows.
   */
  resumed: boolean;
}

export type ToWorker =
  | OpenMessage
  | {type: 'request'; id: number; method: Method; args: unknown}
  /** The kept host only: deletes what is stored, in all tabs; 'purged' follows. May come instead of 'open'. */
  | {type: 'purge'; name: string}
  | {type: 'close'};

export type FromWorker =
  /** Requests are being answered; sent again whenever one of these changes. */
  | {type: 'ready'; storage: StorageKind; owner: boolean}
  /** It could not be opened; the requests that wait are rejected with the same error. */
  | {type: 'failed'; error: SentError}
  | {type: 'answer'; id: number; outcome: Outcome}
  | {type: 'change'; reason: ChangeReason}
  /** Another tab withdrew consent; what was kept is being deleted. */
  | {type: 'revoked'}
  | {type: 'purged'}
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
