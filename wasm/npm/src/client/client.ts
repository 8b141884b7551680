import {NearshelfError} from '../errors.js';
import {
  fromSentError,
  type ChangeReason,
  type FromWorker,
  type PurgeMessage,
  type SentDecision,
  type ToWorker,
} from '../protocol.js';
import {randomId} from '../random-id.js';
import type {
  Consent,
  ConsentDecision,
  ConsentInForce,
  ConsentSource,
  Purpose,
  Shelf,
  ShelfEvents,
  ShelfInfo,
  ShelfOptions,
  StorageKind,
  SyncInfo,
} from '../shelf.js';
import type {ShopEvent, TrackResult} from '../types.js';
import {Connection} from './connection.js';
import * as consents from './decision.js';
import {Listeners} from './listeners.js';
import {watchPage} from './page-life.js';
import {PendingEvents} from './pending-events.js';
import {Requests} from './requests.js';
import {startWorker, type WorkerKind, type WorkerLink} from './start-worker.js';
import {Withdrawal} from './withdrawal.js';

export interface ClientOptions extends ShelfOptions {
  /** For tests. */
  startWorker?: (kind: WorkerKind) => WorkerLink;
}

type GivenConsent = Consent | ConsentDecision;

type AnySource = ConsentSource | ConsentSource<ConsentDecision>;

function isSource(consent: ShelfOptions['consent']): consent is AnySource {
  return typeof consent === 'object' && 'subscribe' in consent;
}

/** The page's end of a shelf. */
export class ShelfClient extends Requests implements Shelf {
  #storage: StorageKind = 'memory';
  #owner = true;
  #decided: consents.Decided;
  #switching: Promise<void> = Promise.resolve();
  /** Who waits for a worker to be ready: when consent changes meanwhile, they wait for the next one. */
  #opening: {resolve: () => void; reject: (error: unknown) => void}[] = [];
  #closed = false;
  #suspended = false;
  #resuming = false;
  readonly #name: string;
  readonly #connection: Connection;
  readonly #model: string;
  readonly #pendingEvents: PendingEvents;
  readonly #withdrawal: Withdrawal;
  readonly #gpcDenies: readonly Purpose[];
  readonly #listeners = new Listeners();
  readonly #cleanUps: (() => void)[] = [];

  readonly options: ClientOptions;

  constructor(options: ClientOptions) {
    const connection = new Connection(options.startWorker ?? ((kind) => startWorker(kind, options.assets)));
    super(connection);
    this.options = options;
    this.#connection = connection;
    connection.onMessage = (message) => this.#receive(message);
    this.#name = options.name ?? 'default';
    if (!/^[a-z0-9_-]{1,64}$/.test(this.#name)) {
      throw new NearshelfError('INVALID_ARGUMENT', '1 to 64 of a-z 0-9 - _', 'options.name');
    }
    this.#model = new URL(options.model, document.baseURI).href;
    this.#pendingEvents = new PendingEvents(this.#name);
    const {consent} = options;
    this.#gpcDenies = options.gpcDenies ?? consents.PURPOSES;
    this.#decided = consents.decided((isSource(consent) ? consent.current : consent) ?? 'unknown');
    this.#withdrawal = new Withdrawal({
      name: this.#name,
      onProgress: () => this.#tell('sync'),
      log: (error) => this.#log(error),
    });
    if (isSource(consent)) {
      const follow = (value: GivenConsent): void =>
        void this.setConsent(value).catch((error: unknown) => this.#log(error));
      this.#cleanUps.push(consent.subscribe(follow));
    }
    this.#cleanUps.push(
      watchPage(
        (frozen) => this.#suspend(frozen),
        () => this.#resume(),
        (message) => this.#post(message),
      ),
    );
  }

  /** Resolves when requests are answered. */
  async open(): Promise<void> {
    const opening = this.#connect();
    if (!this.#kept) {
      // A withdrawal that no server has acknowledged goes on meanwhile; what was kept must be gone before anything else.
      const unfinished = this.#withdrawal.mark !== null;
      if (consents.anyIs('denied', this.decision)) await this.#purge(null);
      else if (unfinished) void this.#purge(null);
    }
    await opening;
  }

  get storage(): StorageKind {
    return this.consent === 'granted' ? this.#storage : 'memory';
  }

  get consent(): Consent {
    return this.decision.personalization;
  }

  get decision(): ConsentInForce {
    return consents.inForce(this.#decided, this.#gpcDenies, consents.globalPrivacyControl());
  }

  /** Whether anything is granted, so that the worker runs that can store and send. */
  get #kept(): boolean {
    return consents.anyIs('granted', this.decision);
  }

  track(event: ShopEvent): Promise<TrackResult> {
    const {eventId = randomId(), timeMs = Date.now()} = event;
    const tracked = this.#connection.request('track', {...event, eventId, timeMs});
    // While the page is being left there is no worker any more; the next page sends it.
    if (this.#suspended) this.#savePending();
    return tracked;
  }

  async info(): Promise<ShelfInfo> {
    const info = await this.#connection.request('info', null);
    const {storage, consent, decision} = this;
    return {...info, storage, consent, decision, owner: this.#owner};
  }

  async syncInfo(): Promise<SyncInfo> {
    if (this.#kept) return this.#connection.request('syncInfo', null);
    const pendingErasures = this.#withdrawal.pending;
    const nothing = {queuedEvents: 0, droppedEvents: 0, acknowledgedEvents: 0, lastSuccessMs: 0, retryAtMs: 0};
    return {...nothing, lastHttpStatus: 0, pendingErasures};
  }

  async forgetAll(): Promise<void> {
    this.#pendingEvents.write([]);
    await this.#connection.request('forgetAll', null);
  }

  setConsent(consent: GivenConsent): Promise<void> {
    const change = this.#switching.then(() => this.#changeConsent(consents.decided(consent)));
    this.#switching = change.catch(() => undefined);
    return change;
  }

  on<K extends keyof ShelfEvents>(type: K, listener: (event: ShelfEvents[K]) => void): () => void {
    return this.#listeners.on(type, listener);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const cleanUp of this.#cleanUps) cleanUp();
    this.#savePending();
    this.#withdrawal.end();
    this.#connection.close();
    const closed = new NearshelfError('CANCELLED', 'the shelf was closed');
    for (const {reject} of this.#opening.splice(0)) reject(closed);
    this.#listeners.clear();
  }

  /** To the workers that sync. */
  #post(message: ToWorker): void {
    if (this.#connection.kind === 'kept') this.#connection.post(message);
    this.#withdrawal.post(message);
  }

  /** What every worker is told. */
  #workerOptions(): Omit<PurgeMessage, 'type'> {
    const {sync, gpcDenies, log} = this.options;
    return {
      name: this.#name,
      log: log !== undefined,
      sync: sync && {...sync, url: new URL(sync.url, document.baseURI).href},
      gpcDenies,
      decision: this.#sent(),
    };
  }

  #sent(): SentDecision {
    return consents.sent(this.#decided, consents.globalPrivacyControl());
  }

  #connect(resumed = false): Promise<void> {
    const kept = this.#kept;
    const opened = new Promise<void>((resolve, reject) => {
      this.#opening.push({resolve, reject});
    });
    if (!kept) this.#storage = 'memory';
    const purgeFirst = this.#withdrawal.mark === 'purge';
    const open = {type: 'open', ...this.#workerOptions(), model: this.#model, resumed, purgeFirst} as const;
    if (kept) this.#withdrawal.end();
    this.#connection.connect(kept ? 'kept' : 'private', open);
    if (kept) {
      // The tab that owns the store may have another word.
      if (!resumed) this.#connection.request('setConsent', this.#sent()).catch((error: unknown) => this.#log(error));
      this.#resend();
      // The host goes on with what is pending.
      void opened.then(() => (this.#withdrawal.mark = null), () => undefined);
    }
    return opened;
  }

  /** Events that the page before could not get acknowledged. */
  #resend(): void {
    const events = this.#pendingEvents.read();
    if (events.length === 0) return;
    const sent = events.map((event) => this.track(event).catch((error: unknown) => this.#log(error)));
    void Promise.all(sent).then(() => {
      if (!this.#closed && this.#kept) this.#pendingEvents.write([]);
    });
  }

  async #changeConsent(decided: consents.Decided): Promise<void> {
    if (this.#closed || consents.same(decided, this.#decided)) return;
    const before = this.#kept;
    this.#decided = decided;
    const after = this.#kept;
    if (before && after) {
      await this.#connection.request('setConsent', this.#sent());
    } else if (after) {
      // What came before consent is answered by the private host and goes with it.
      this.#connection.pause();
      await this.#connection.drain(500);
      const late = new NearshelfError('CANCELLED', 'consent changed meanwhile; send it again');
      this.#connection.rejectAll(late, ({sent, method}) => sent && method === 'track');
      await this.#connect();
    } else if (before) {
      this.#connection.pause();
      await this.#purge(this.#connection.detach());
      await this.#connect();
    } else if (consents.anyIs('denied', this.decision)) {
      await this.#purge(null);
    }
    if (!this.#closed) this.#tell('consent');
  }

  /** Deletes everything, here and in other tabs, with the kept worker of this page or one that is started for it. */
  async #purge(worker: WorkerLink | null): Promise<void> {
    this.#pendingEvents.write([]);
    await this.#withdrawal.run(worker ?? this.#connection.start('kept'), {type: 'purge', ...this.#workerOptions()});
    this.#tell('sync');
  }

  #savePending(): void {
    if (this.#kept) this.#pendingEvents.write(this.#connection.unansweredEvents());
  }

  /**
   * A page that may be frozen or kept for "back" must hold neither lock nor files. A worker that is told so sends what
   * waits and ends itself; a frozen page's may not hear it any more, and is ended.
   */
  #suspend(frozen: boolean): void {
    if (this.#withdrawal.active) {
      this.#withdrawal.leave(frozen);
      this.#suspended = true;
    }
    if (this.#connection.kind !== 'kept') return;
    this.#connection.post({type: 'leave'});
    if (frozen) this.#connection.disconnect();
    else this.#connection.detach();
    this.#suspended = true;
    this.#savePending();
    // When it comes back another tab may have decided otherwise.
    const late = new NearshelfError('CANCELLED', 'the page was left meanwhile');
    this.#connection.rejectAll(late, ({method}) => method === 'setConsent');
  }

  #resume(): void {
    if (!this.#suspended || this.#closed) return;
    this.#suspended = false;
    if (!this.#kept) {
      void this.#purge(null);
      return;
    }
    this.#resuming = true;
    this.#connect(this.#storage !== 'memory')
      .then(() => this.#connection.request('consent', null))
      .then((consent) => {
        this.#adopt(consent);
        this.#tell('event');
      })
      .catch((error: unknown) => this.#log(error))
      .finally(() => {
        this.#resuming = false;
      });
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
        this.#log(message.error.message);
        break;
      case 'change':
        if (message.decision) this.#adopt(message.decision);
        else this.#tell(message.reason);
        break;
      case 'revoked':
        this.#revoked();
        break;
      case 'log':
        this.options.log?.(message.level, message.message);
        break;
    }
  }

  /** Another tab decided, or has decided while this page was away. */
  #adopt(decision: SentDecision): void {
    const decided = consents.received(decision);
    const granted = JSON.stringify(this.#sent().granted) === JSON.stringify(decision.granted);
    if (granted && decided.policyVersion === this.#decided.policyVersion) return;
    this.#decided = decided;
    this.#tell('consent');
  }

  /** Another tab withdrew consent and deletes what was kept. */
  #revoked(): void {
    if (!this.#kept) return;
    this.#decided = consents.decided('denied');
    this.#pendingEvents.write([]);
    this.#connect().then(
      () => this.#tell('consent'),
      (error: unknown) => this.#log(error),
    );
    // That tab may be gone, with the erase request still pending.
    if (this.#resuming && this.#withdrawal.mark !== null) void this.#purge(null);
  }

  #log(error: unknown): void {
    this.options.log?.('warning', String(error));
  }

  #tell(reason: ChangeReason): void {
    this.#listeners.tell(reason);
  }
}
