import {NearshelfError} from '../errors.js';
import {fromSentError, type FromWorker} from '../protocol.js';
import {randomId} from '../random-id.js';
import type {Consent, ProfileExport, Shelf, ShelfEvents, ShelfInfo, ShelfOptions, StorageKind} from '../shelf.js';
import type {
  RecommendOptions,
  Recommendations,
  RecordedEvent,
  SessionInfo,
  ShopEvent,
  TrackResult,
} from '../types.js';
import {Connection} from './connection.js';
import {PendingEvents} from './pending-events.js';
import {startWorker, type WorkerKind, type WorkerLink} from './start-worker.js';

/** Recorded events that are fetched at once: few enough that reading them is no long task. */
const EVENTS_AT_ONCE = 1000;

export interface ClientOptions extends ShelfOptions {
  /** For tests. */
  startWorker?: (kind: WorkerKind) => WorkerLink;
}

/** The page's end of a shelf. */
export class ShelfClient implements Shelf {
  #storage: StorageKind = 'memory';
  #owner = true;
  #consent: Consent;
  #switching: Promise<void> = Promise.resolve();
  /** Who waits for a worker to be ready: when consent changes meanwhile, they wait for the next one. */
  #opening: {resolve: () => void; reject: (error: unknown) => void}[] = [];
  #purged: (() => void) | null = null;
  #closed = false;
  #suspended = false;
  readonly #name: string;
  readonly #model: string;
  readonly #connection: Connection;
  readonly #pendingEvents: PendingEvents;
  readonly #listeners = new Set<(event: ShelfEvents['change']) => void>();
  readonly #cleanUps: (() => void)[] = [];

  constructor(readonly options: ClientOptions) {
    this.#name = options.name ?? 'default';
    if (!/^[a-z0-9_-]{1,64}$/.test(this.#name)) {
      throw new NearshelfError('INVALID_ARGUMENT', '1 to 64 of a-z 0-9 - _', 'options.name');
    }
    this.#model = new URL(options.model, document.baseURI).href;
    this.#pendingEvents = new PendingEvents(this.#name);
    const {consent} = options;
    this.#consent = (typeof consent === 'object' ? consent.current : consent) ?? 'unknown';
    this.#connection = new Connection(
      options.startWorker ?? ((kind) => startWorker(kind, options.assets)),
      (message) => this.#receive(message),
    );
    if (typeof consent === 'object') {
      const follow = (value: Consent): void => void this.setConsent(value).catch((error: unknown) => this.#log(error));
      this.#cleanUps.push(consent.subscribe(follow));
    }
    this.#listen(window, 'pagehide', () => this.#suspend());
    this.#listen(window, 'pageshow', () => this.#resume());
    this.#listen(document, 'freeze', () => this.#suspend());
    this.#listen(document, 'resume', () => this.#resume());
  }

  /** Resolves when requests are answered. */
  async open(): Promise<void> {
    const opening = this.#connect();
    if (this.#consent === 'denied') await this.#purgeElsewhere();
    await opening;
  }

  get storage(): StorageKind {
    return this.#storage;
  }

  get consent(): Consent {
    return this.#consent;
  }

  track(event: ShopEvent): Promise<TrackResult> {
    const {eventId = randomId(), timeMs = Date.now()} = event;
    const tracked = this.#connection.request('track', {...event, eventId, timeMs});
    // While the page is being left there is no worker any more; the next page sends it.
    if (this.#suspended) this.#savePending();
    return tracked;
  }

  recommend(options: RecommendOptions = {}): Promise<Recommendations> {
    return this.#connection.request('recommend', options);
  }

  recommendAfter(itemIds: readonly string[], options: RecommendOptions = {}): Promise<Recommendations> {
    return this.#connection.request('recommendAfter', {itemIds, options});
  }

  session(): Promise<SessionInfo> {
    return this.#connection.request('session', null);
  }

  async endSession(): Promise<void> {
    await this.#connection.request('endSession', null);
  }

  async info(): Promise<ShelfInfo> {
    const info = await this.#connection.request('info', null);
    return {...info, storage: this.#storage, consent: this.#consent, owner: this.#owner};
  }

  async exportProfile(): Promise<ProfileExport> {
    const events: RecordedEvent[] = [];
    for (let after = 0; ; ) {
      const part = await this.#connection.request('events', {after, limit: EVENTS_AT_ONCE});
      events.push(...part.events);
      if (part.events.length < EVENTS_AT_ONCE) break;
      after = part.last;
    }
    return {format: 'nearshelf-profile', formatVersion: 1, exportedAtMs: Date.now(), events};
  }

  async forgetAll(): Promise<void> {
    this.#pendingEvents.write([]);
    await this.#connection.request('forgetAll', null);
  }

  setConsent(consent: Consent): Promise<void> {
    const change = this.#switching.then(() => this.#changeConsent(consent));
    this.#switching = change.catch(() => undefined);
    return change;
  }

  on<K extends keyof ShelfEvents>(_type: K, listener: (event: ShelfEvents[K]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const cleanUp of this.#cleanUps) cleanUp();
    this.#savePending();
    this.#connection.close();
    const closed = new NearshelfError('CANCELLED', 'the shelf was closed');
    for (const {reject} of this.#opening.splice(0)) reject(closed);
    this.#listeners.clear();
  }

  #listen(target: EventTarget, type: string, listener: () => void): void {
    target.addEventListener(type, listener);
    this.#cleanUps.push(() => target.removeEventListener(type, listener));
  }

  #connect(resumed = false): Promise<void> {
    const kept = this.#consent === 'granted';
    const opened = new Promise<void>((resolve, reject) => {
      this.#opening.push({resolve, reject});
    });
    if (!kept) this.#storage = 'memory';
    const log = this.options.log !== undefined;
    const open = {type: 'open', model: this.#model, name: this.#name, log, resumed} as const;
    this.#connection.connect(kept ? 'kept' : 'private', open);
    if (kept) this.#resend();
    return opened;
  }

  /** Events that the page before could not get acknowledged. */
  #resend(): void {
    const events = this.#pendingEvents.read();
    if (events.length === 0) return;
    const sent = events.map((event) => this.track(event).catch((error: unknown) => this.#log(error)));
    void Promise.all(sent).then(() => {
      if (!this.#closed && this.#consent === 'granted') this.#pendingEvents.write([]);
    });
  }

  async #changeConsent(consent: Consent): Promise<void> {
    const before = this.#consent;
    if (this.#closed || consent === before) return;
    this.#consent = consent;
    if (consent === 'granted') {
      // What came before consent is answered by the private host and goes with it.
      this.#connection.pause();
      await this.#connection.drain(500);
      const late = new NearshelfError('CANCELLED', 'consent changed meanwhile; send it again');
      this.#connection.rejectAll(late, ({sent, method}) => sent && method === 'track');
      await this.#connect();
    } else if (before === 'granted') {
      this.#connection.pause();
      this.#pendingEvents.write([]);
      await this.#purge(this.#connection);
      await this.#connect();
    } else if (consent === 'denied') {
      await this.#purgeElsewhere();
    }
    if (!this.#closed) this.#tell('consent');
  }

  /** Asks the kept worker of `connection` to delete everything; a second is all it gets. */
  async #purge(connection: Connection): Promise<void> {
    const purged = new Promise<void>((resolve) => {
      this.#purged = resolve;
      setTimeout(resolve, 1500);
    });
    connection.post({type: 'purge', name: this.#name});
    await purged;
  }

  /** Deletes what an earlier visit or another tab kept. */
  async #purgeElsewhere(): Promise<void> {
    this.#pendingEvents.write([]);
    const start = this.#connection.start;
    await new Promise<void>((resolve) => {
      const connection = new Connection(start, (message) => {
        if (message.type !== 'purged' && message.type !== 'failed') return;
        connection.close();
        resolve();
      });
      connection.connect('kept', {type: 'purge', name: this.#name});
    });
  }

  #savePending(): void {
    if (this.#consent === 'granted') this.#pendingEvents.write(this.#connection.unansweredEvents());
  }

  /** A page that may be frozen or kept for "back" must hold neither lock nor files. */
  #suspend(): void {
    if (this.#connection.kind !== 'kept') return;
    this.#connection.disconnect();
    this.#suspended = true;
    this.#savePending();
  }

  #resume(): void {
    if (!this.#suspended || this.#closed) return;
    this.#suspended = false;
    this.#connect(this.#storage !== 'memory').then(
      () => this.#tell('event'),
      (error: unknown) => this.#log(error),
    );
  }

  #receive(message: FromWorker): void {
    switch (message.type) {
      case 'ready': {
        const changed = this.#storage !== message.storage && this.#opening.length === 0;
        this.#storage = message.storage;
        this.#owner = message.owner;
        for (const {resolve} of this.#opening.splice(0)) resolve();
        if (changed) this.#tell('storage');
        break;
      }
      case 'failed':
        for (const {reject} of this.#opening.splice(0)) reject(fromSentError(message.error));
        this.#purged?.();
        this.#log(message.error.message);
        break;
      case 'change':
        this.#tell(message.reason);
        break;
      case 'revoked':
        this.#revoked();
        break;
      case 'purged':
        this.#purged?.();
        break;
      case 'log':
        this.options.log?.(message.level, message.message);
        break;
    }
  }

  /** Another tab withdrew consent and deletes what was kept. */
  #revoked(): void {
    if (this.#consent !== 'granted') return;
    this.#consent = 'denied';
    this.#pendingEvents.write([]);
    this.#connect().then(
      () => this.#tell('consent'),
      (error: unknown) => this.#log(error),
    );
  }

  #log(error: unknown): void {
    this.options.log?.('warning', String(error));
  }

  #tell(reason: ShelfEvents['change']['reason']): void {
    for (const listener of this.#listeners) {
      try {
        listener({reason});
      } catch (error) {
        reportError(error);
      }
    }
  }
}
