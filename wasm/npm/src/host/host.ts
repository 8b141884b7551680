/** Answers the requests of one shelf: the core, its store and its model. Used by the private host and by an owner. */
import type {CoreHost, CoreShelf, ShelfOpenOptions} from '../core/core.js';
import type {LoadedCore} from '../core/load.js';
import {NearshelfError} from '../errors.js';
import type {ChangeReason, LogLevel, Method, Methods, SentDecision} from '../protocol.js';
import type {StorageKind} from '../shelf.js';
import {FencedError, type Store} from '../storage/store.js';
import type {ModelInfo} from '../types.js';
import {carryOver, recordedEvents} from './carry-over.js';
import {ChangeThrottle} from './change-throttle.js';
import type {HostExtension, HostPort} from './extension.js';
import {downloadModel, findModel} from './model-source.js';

export interface HostOptions {
  /** A new instance of the .wasm module; called again when one has grown too large or its database was damaged. */
  loadCore: (host: CoreHost) => Promise<LoadedCore>;
  store: Store;
  /** Absolute URL of a manifest or an artifact. */
  model: string;
  onChange: (reason: ChangeReason, decision?: SentDecision) => void;
  log: (level: LogLevel, message: string) => void;
  /** Stands in for a store that ran out of space before it held a model. */
  fallbackStore?: () => Store;
  /** Default: the time is the machine's. */
  nowMs?: () => number;
  /** For every shelf that is opened. */
  openOptions?: ShelfOpenOptions;
  /** Decisions and sync; without it nothing is granted. */
  extend?: (port: HostPort) => HostExtension;
}

/** What the heap of an instance may hold on to after an installation. */
function heapLimit(artifactBytes: number): number {
  return 1.5 * artifactBytes + 12 * 1024 * 1024;
}

function isCode(error: unknown, code: NearshelfError['code']): boolean {
  return error instanceof NearshelfError && error.code === code;
}

export class ShelfHost {
  #store: Store;
  #loaded!: LoadedCore;
  #shelf!: CoreShelf;
  #shelfIsOpen = false;
  #model: ModelInfo | null = null;
  #refreshing: Promise<void> | null = null;
  #rebuilding: Promise<void> | null = null;
  #closed = false;
  readonly #aborter = new AbortController();
  readonly #changes: ChangeThrottle;
  readonly #extension: HostExtension | undefined;

  private constructor(readonly options: HostOptions) {
    this.#store = options.store;
    this.#changes = new ChangeThrottle((reason) => options.onChange(reason));
    const host = this;
    this.#extension = options.extend?.({
      run: (call) => this.#run(call),
      commit: () => this.#store.commit(),
      get durableAtOnce() {
        return host.#store.kind !== 'indexeddb';
      },
      tell: (reason, decision) => (decision ? options.onChange(reason, decision) : this.#changes.tell(reason)),
      log: options.log,
    });
  }

  /** Opens the store, with a clean rebuild of a damaged one. The model is looked for while requests are answered. */
  static async open(options: HostOptions): Promise<ShelfHost> {
    const host = new ShelfHost(options);
    await host.#openShelf();
    void host.#lookAfterModel();
    return host;
  }

  get storage(): StorageKind {
    return this.#store.kind;
  }

  /** Rejects with a NearshelfError, or a FencedError when another tab took the store over. */
  async handle<M extends Method>(method: M, args: Methods[M]['args']): Promise<Methods[M]['result']> {
    if (this.#rebuilding) await this.#rebuilding;
    await this.#modelFor(method);
    try {
      return await this.#answer(method, args);
    } catch (error) {
      if (!isCode(error, 'CORRUPT') || this.#store.kind === 'memory') throw error;
      this.options.log('error', `the database is damaged and is built anew: ${String(error)}`);
      await (this.#rebuilding ?? this.#whileRequestsWait(() => this.#rebuild()));
      await this.#modelFor(method);
      return this.#answer(method, args);
    }
  }

  /** The page is hidden: what waits to be sent goes now. */
  flush(): void {
    if (this.#shelfIsOpen) this.#extension?.flush();
  }

  /** The page is left: sends what waits, then closes. */
  leave(): void {
    if (this.#shelfIsOpen && !this.#closed) this.#extension?.leave();
    this.close();
  }

  /** Lets go of everything; idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#changes.end();
    this.#aborter.abort();
    this.#closeShelf();
    this.#extension?.close();
    this.#store.close();
  }

  async #answer<M extends Method>(method: M, args: Methods[M]['args']): Promise<Methods[M]['result']> {
    if (this.#closed) throw new FencedError();
    const answers: {[K in Method]: (args: Methods[K]['args']) => Promise<Methods[K]['result']>} = {
      track: async (event) => {
        const result = await this.#change((shelf) => shelf.track(event), 'event');
        this.#extension?.recorded();
        return result;
      },
      recommend: async (options) => this.#run((shelf) => shelf.recommend(options)),
      recommendAfter: async ({itemIds, options}) =>
        this.#run((shelf) => {
          const model = shelf.model();
          try {
            return model.recommend(itemIds, options);
          } finally {
            model.close();
          }
        }),
      session: async () => this.#run((shelf) => shelf.session()),
      endSession: async () => {
        await this.#change((shelf) => shelf.endSession(), 'event');
        return null;
      },
      info: async () => ({
        ...this.#run((shelf) => shelf.info()),
        variant: this.#loaded.variant,
        model: this.#model,
        memoryBytes: this.#loaded.core.memoryBytes,
      }),
      events: async ({after, limit}) => this.#run((shelf) => shelf.events(after, limit)),
      forgetAll: async () => {
        await this.#change((shelf) => shelf.forgetAll(), 'forgotten');
        return null;
      },
      exportJson: async () => this.#run((shelf) => shelf.exportJson()),
      importJson: async (json) => {
        await this.#change((shelf) => shelf.importJson(json), 'event');
        return null;
      },
      setConsent: async (decision) => {
        await this.#extended().setConsent(decision);
        return null;
      },
      consent: async () => this.#extended().consent()!,
      syncInfo: async () => this.#extended().syncInfo(),
    };
    return (answers[method] as (args: unknown) => Promise<Methods[M]['result']>)(args);
  }

  #extended(): HostExtension {
    if (!this.#extension) throw new NearshelfError('FAILED_PRECONDITION', 'nothing was agreed to in this page');
    return this.#extension;
  }

  /** One call of the core, inside the fence. */
  #run<T>(call: (shelf: CoreShelf) => T): T {
    this.#store.enter();
    try {
      return call(this.#shelf);
    } finally {
      this.#store.leave();
    }
  }

  async #change<T>(call: (shelf: CoreShelf) => T, reason: ChangeReason): Promise<T> {
    const result = this.#run(call);
    await this.#store.commit();
    this.#changes.tell(reason);
    return result;
  }

  /** In the background of the first requests: is the stored model whole, and is there a newer one? */
  async #lookAfterModel(): Promise<void> {
    try {
      if (this.#model !== null && !(await this.#shelf.storedModelIsSound()) && !this.#closed) {
        this.options.log('error', 'the stored model is damaged and is fetched again');
        await this.#openShelf({withoutStoredModel: true});
        this.#changes.tell('storage');
      }
      await this.#refresh();
    } catch (error) {
      if (!this.#closed) this.options.log('warning', `model: ${String(error)}`);
    }
  }

  /** Not where a damaged database is looked for: a damaged download must not cost the shopper's profile. */
  async #modelFor(method: Method): Promise<void> {
    if (this.#model === null && (method === 'recommend' || method === 'recommendAfter')) await this.#refresh();
  }

  async #openShelf(options: {withoutStoredModel?: boolean} = {}): Promise<void> {
    const attempt = async (): Promise<void> => {
      const {nowMs, log} = this.options;
      const started = performance.now();
      const loaded = await this.options.loadCore({files: this.#store.files, nowMs, log});
      const instantiated = performance.now();
      // From here to the end nothing is awaited, so requests see either the old shelf or the new one.
      const visit = this.#extension || !this.#shelfIsOpen ? [] : recordedEvents(this.#shelf);
      this.#closeShelf();
      this.#loaded = loaded;
      this.#store.enter();
      try {
        this.#shelf = this.#loaded.core.openShelf({persistent: true, ...this.options.openOptions, ...options});
        this.#shelfIsOpen = true;
        carryOver(visit, this.#shelf);
        this.#extension?.opened(this.#shelf);
        this.#model = this.#readModel();
      } finally {
        this.#store.leave();
      }
      await this.#store.commit();
      const [module, shelf] = [instantiated - started, performance.now() - instantiated].map(Math.round);
      log('debug', `${loaded.variant} module after ${module} ms, shelf open after ${shelf} ms`);
    };
    try {
      await attempt();
    } catch (error) {
      if (isCode(error, 'CORRUPT')) {
        this.options.log('error', `the database is damaged and is built anew: ${String(error)}`);
        await this.#store.reset();
        this.#changes.tell('storage');
      } else if (isCode(error, 'NO_SPACE') || isCode(error, 'UNSUPPORTED_VERSION')) {
        this.#fallBack(error);
      } else {
        throw error;
      }
      await attempt();
    }
  }

  #closeShelf(): void {
    if (!this.#shelfIsOpen) return;
    this.#extension?.closing();
    this.#shelfIsOpen = false;
    try {
      this.#run((shelf) => shelf.close());
    } catch {
      // Fenced or damaged: there is nothing left to do for it.
    }
  }

  #readModel(): ModelInfo | null {
    try {
      const model = this.#shelf.model();
      try {
        return model.info();
      } finally {
        model.close();
      }
    } catch (error) {
      if (isCode(error, 'FAILED_PRECONDITION')) return null;
      throw error;
    }
  }

  #fallBack(error: unknown): void {
    if (this.#store.kind === 'memory' || this.options.fallbackStore === undefined) throw error;
    this.options.log('warning', `this visit is kept in memory only: ${String(error)}`);
    this.#closeShelf();
    this.#store.close();
    this.#store = this.options.fallbackStore();
    this.#changes.tell('storage');
  }

  #whileRequestsWait(work: () => Promise<void>): Promise<void> {
    this.#rebuilding = work().finally(() => {
      this.#rebuilding = null;
    });
    return this.#rebuilding;
  }

  async #rebuild(): Promise<void> {
    this.#closeShelf();
    this.#model = null;
    await this.#store.reset();
    await this.#openShelf();
    this.#changes.tell('storage');
    void this.#lookAfterModel();
  }

  /** Looks for a newer model, once at a time. Rejects when there is none to be had. */
  #refresh(): Promise<void> {
    this.#refreshing ??= this.#install().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #install(): Promise<void> {
    const {signal} = this.#aborter;
    const offer = await findModel(this.options.model, signal);
    const stored = await this.#store.readMeta();
    const installed = this.#model && stored;
    if (installed && offer.known) {
      if (offer.known.sha256 === installed.modelSha256) return;
      if (offer.known.id === this.#model?.modelId && offer.known.version < this.#model.version) {
        this.options.log('info', `model ${offer.known.version} is on offer, ${this.#model.version} stays`);
        return;
      }
    }
    const {bytes, sha256} = await downloadModel(offer, signal);
    if (installed && sha256 !== '' && sha256 === installed.modelSha256) return;
    if (this.#closed) throw new FencedError();
    try {
      await this.#installBytes(bytes, sha256);
    } catch (error) {
      if (!isCode(error, 'NO_SPACE') || this.#model !== null) throw error;
      await this.#whileRequestsWait(() => {
        this.#fallBack(error);
        return this.#openShelf();
      });
      await this.#installBytes(bytes, sha256);
    }
    this.#changes.tell('model');
  }

  async #installBytes(bytes: Uint8Array<ArrayBuffer>, hash: string): Promise<void> {
    this.#run((shelf) => shelf.installModel(bytes, hash || undefined));
    await this.#store.commit();
    await this.#store.writeMeta({modelSha256: hash});
    this.#model = this.#run(() => this.#readModel());
    // Linear memory never shrinks: after an installation that took much of it, a new instance takes less. A profile that
    // would not live through it, though its events are sent, is worth the memory.
    const outlives = this.#extension?.keepsProfile ?? true;
    if (outlives && this.#loaded.core.memoryBytes > heapLimit(bytes.length)) await this.#openShelf();
  }
}
