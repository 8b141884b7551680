/** The face of `nearshelf` in a page. Everything behind it happens in a worker. */
import type {
  ModelInfo,
  RecommendOptions,
  Recommendations,
  RecordedEvent,
  SessionInfo,
  ShopEvent,
  TrackResult,
} from './types.js';

/** Whether the shopper lets this shop keep a profile on this device. Until it is 'granted' nothing is stored. */
export type Consent = 'granted' | 'denied' | 'unknown';

/** Where consent comes from when it can change while the page is open; `nearshelf/consent` makes such sources. */
export interface ConsentSource {
  readonly current: Consent;
  /** Calls back after every change; the returned function ends that. */
  subscribe(listener: (consent: Consent) => void): () => void;
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
  consent?: Consent | ConsentSource;
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

/** Everything that is known of the shopper on this device; `JSON.stringify` makes the file for a data request. */
export interface ProfileExport {
  format: 'nearshelf-profile';
  formatVersion: 1;
  exportedAtMs: number;
  events: RecordedEvent[];
}

/** 'change': recommendations may differ now (an event in any tab, a new model, consent, a purge). */
export interface ShelfEvents {
  change: { reason: 'event' | 'model' | 'consent' | 'forgotten' | 'storage' };
}

export interface Shelf {
  /** May change: consent, or a rebuild after an eviction. */
  readonly storage: StorageKind;
  readonly consent: Consent;

  /**
   * Records an event. Resolved means: on the disk (with 'opfs' and 'indexeddb'), whatever happens to the tab next.
   * Rejects with a NearshelfError.
   */
  track(event: ShopEvent): Promise<TrackResult>;
  /** Recommends for the session as it is now, events of other tabs included. */
  recommend(options?: RecommendOptions): Promise<Recommendations>;
  /** Recommends after these items, oldest first, whatever the profile; none = what is popular. */
  recommendAfter(itemIds: readonly string[], options?: RecommendOptions): Promise<Recommendations>;

  /** What the shop's banner or privacy page found. 'denied' and 'unknown' purge what was kept within a second. */
  setConsent(consent: Consent): Promise<void>;
  session(): Promise<SessionInfo>;
  endSession(): Promise<void>;
  info(): Promise<ShelfInfo>;
  exportProfile(): Promise<ProfileExport>;
  /** Deletes every event and session in all tabs, overwriting them in the file. The model stays. */
  forgetAll(): Promise<void>;

  on<K extends keyof ShelfEvents>(type: K, listener: (event: ShelfEvents[K]) => void): () => void;
  /** Idempotent. Events that were not acknowledged yet are kept for the next page of this tab. */
  close(): Promise<void>;
}
