/** The face of `nearshelf` in a page. Everything behind it happens in a worker. */
import type {ProfileExport} from './profile-export.js';
import type {
  ModelInfo,
  RecommendOptions,
  Recommendations,
  RecordedEvent,
  SessionInfo,
  ShopEvent,
  TrackResult,
} from './types.js';

/**
 * An answer to one question. Alone it answers whether the shopper lets this shop keep a profile on this device
 * ('personalization'), and nothing else is then granted.
 */
export type Consent = 'granted' | 'denied' | 'unknown';

/**
 * What a shopper may agree to. 'personalization': the profile is kept on this device. 'measurement': events are sent to
 * the shop's sync server. 'modelImprovement': what was sent may train the shop's model, too.
 */
export type Purpose = 'personalization' | 'measurement' | 'modelImprovement';

/** An answer for each purpose; what is left out is 'unknown'. Only 'granted' grants. */
export interface ConsentDecision extends Partial<Record<Purpose, Consent>> {
  /** Of the text that was shown: 1 to 64 of A-Z a-z 0-9 . _ : - */
  policyVersion: string;
  /** When it was decided; default now. */
  timeMs?: number;
}

/** Where consent comes from when it can change while the page is open; `nearshelf/consent` makes such sources. */
export interface ConsentSource<C extends Consent | ConsentDecision = Consent> {
  readonly current: C;
  /** Calls back after every change; the returned function ends that. */
  subscribe(listener: (consent: C) => void): () => void;
}

/** What holds now: the decision, less what Global Privacy Control denies. */
export interface ConsentInForce extends Record<Purpose, Consent> {
  policyVersion: string;
  globalPrivacyControl: boolean;
}

/** How events that a shopper lets the shop have reach its sync server. */
export interface SyncOptions {
  /** Address of the server, relative to the page: tasks go to "v1/events" and the like below it. */
  url: string | URL;
  /** The shop's device key, which is public by nature. */
  key: string;
  /** How long a pseudonym lasts: 1 to 365, default 30. */
  pseudonymDays?: number;
  /** A batch is sent once so many events wait (1 to 500, default 50) ... */
  batchEvents?: number;
  /** ... or once the oldest has waited so long (default 30 000). */
  batchIntervalMs?: number;
}

/** How the sync stands. */
export interface SyncInfo {
  /** Wait to be sent, or to be acknowledged. */
  queuedEvents: number;
  /** Given up: the queue was full, or they waited longer than 30 days. */
  droppedEvents: number;
  acknowledgedEvents: number;
  /** Erase requests that no server has acknowledged yet. */
  pendingErasures: number;
  /** When a server last answered with success; 0: never. */
  lastSuccessMs: number;
  /** The server or the network asked for a pause until then; 0: none. */
  retryAtMs: number;
  /** 0: none yet, or no answer. */
  lastHttpStatus: number;
}

/**
 * Where the profile is: 'opfs' and 'indexeddb' survive a reload and a crash, 'memory' ends with the page.
 * Without consent it is always 'memory'.
 */
export type StorageKind = 'opfs' | 'indexeddb' | 'memory';

export interface ShelfOptions {
  /** The manifest that `nearshelf publish --static` writes, or an .nsm file. Relative to the page. */
  model: string | URL;
  /** Default 'unknown', and then `setConsent` decides. */
  consent?: Consent | ConsentDecision | ConsentSource | ConsentSource<ConsentDecision>;
  /** What the browser's Global Privacy Control signal is a no to. Default: every purpose. */
  gpcDenies?: readonly Purpose[];
  /** Default: nothing is ever sent. With it only what the shopper agreed to. */
  sync?: SyncOptions;
  /** Several shops on one origin need one name each; 1 to 64 of a-z 0-9 - _. Default 'default'. */
  name?: string;
  /** Where the package's worker and .wasm files are, when a bundler or a CDN put them elsewhere. */
  assets?: string | URL;
  /** Default: nothing is logged. */
  log?: (level: 'debug' | 'info' | 'warning' | 'error', message: string) => void;
}

export interface ShelfInfo {
  storage: StorageKind;
  consent: Consent;
  decision: ConsentInForce;
  /** This tab holds the store; false: it speaks to the tab that does. */
  owner: boolean;
  /** The .wasm variant in use. */
  variant: 'scalar' | 'simd' | 'relaxed';
  model: ModelInfo | null;
  eventCount: number;
  sessionCount: number;
  databaseBytes: number;
  /** Heap of the .wasm instance. */
  memoryBytes: number;
}

/**
 * 'change': recommendations may differ now (an event in any tab, a new model, consent, a purge).
 * 'sync': a request to the sync server ended; `syncInfo` may differ now.
 */
export interface ShelfEvents {
  change: {reason: 'event' | 'model' | 'consent' | 'forgotten' | 'storage'};
  sync: Record<never, never>;
}

export interface Shelf {
  /** Where the profile is. May change: consent, or a rebuild after an eviction. */
  readonly storage: StorageKind;
  /** To personalization. */
  readonly consent: Consent;
  readonly decision: ConsentInForce;

  /**
   * Records an event. Resolved means: on the disk (with 'opfs' and 'indexeddb'), whatever happens to the tab next.
   * Rejects with a NearshelfError.
   */
  track(event: ShopEvent): Promise<TrackResult>;
  /** Recommends for the session as it is now, events of other tabs included. */
  recommend(options?: RecommendOptions): Promise<Recommendations>;
  /** Recommends after these items, oldest first, whatever the profile; none = what is popular. */
  recommendAfter(itemIds: readonly string[], options?: RecommendOptions): Promise<Recommendations>;

  /**
   * What the shop's banner or privacy page found. What is not granted any more is purged within a second; an erase
   * request takes back what was sent, and is repeated until the server has acknowledged it.
   */
  setConsent(consent: Consent | ConsentDecision): Promise<void>;
  session(): Promise<SessionInfo>;
  endSession(): Promise<void>;
  info(): Promise<ShelfInfo>;
  syncInfo(): Promise<SyncInfo>;
  /** The recorded events, oldest first. */
  events(): Promise<RecordedEvent[]>;
  /** Everything that is known of the shopper on this device; `JSON.stringify` makes the file for a data request. */
  exportProfile(): Promise<ProfileExport>;
  /**
   * Takes up the events of an export (an object, or its JSON), all or nothing; those that are there already are passed
   * over, and nothing of it is sent. Needs consent to personalization.
   */
  importProfile(profile: ProfileExport | string): Promise<void>;
  /** Deletes every event and session in all tabs, overwriting them in the file. The model stays. */
  forgetAll(): Promise<void>;

  on<K extends keyof ShelfEvents>(type: K, listener: (event: ShelfEvents[K]) => void): () => void;
  /** Idempotent. Events that were not acknowledged yet are kept for the next page of this tab. */
  close(): Promise<void>;
}
