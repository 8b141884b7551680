/**
 * Takes back everything that a shopper had agreed to: what is stored goes at once, and what was sent by an erase request
 * that is repeated until the server acknowledges it. The store, empty but for that request, goes then.
 */
import type {CoreHost, CoreShelf} from '../core/core.js';
import type {LoadedCore} from '../core/load.js';
import {NearshelfError} from '../errors.js';
import type {HostPort} from '../host/extension.js';
import type {LogLevel, PurgeMessage} from '../protocol.js';
import type {Store} from '../storage/store.js';
import {loopOf} from './kept-side.js';
import type {SyncLoop} from './loop.js';

export interface EraserOptions {
  message: PurgeMessage;
  loadCore: (host: CoreHost) => Promise<LoadedCore>;
  /** Of this shelf; null when there is none. */
  openStore: () => Promise<Store | null>;
  destroyStores: () => Promise<void>;
  online: () => boolean;
  /** The last erase request was acknowledged, and the store deleted. */
  onErased: () => void;
  onProgress: () => void;
  log: (level: LogLevel, message: string) => void;
}

export class Eraser {
  #store: Store | null = null;
  #shelf: CoreShelf | null = null;
  #loop: SyncLoop | null = null;

  constructor(readonly options: EraserOptions) {}

  /**
   * Deletes what is stored, on the disk when it resolves, and gives the erase requests that are pending; with some of
   * them it goes on in the background. Rejects when the withdrawal could not be stored: it has to be tried again.
   */
  async purge(): Promise<number> {
    const {options} = this;
    const store = await options.openStore();
    let pending = 0;
    if (store && store.kind !== 'memory') {
      this.#store = store;
      try {
        pending = await this.#withdraw(store);
      } catch (error) {
        this.close();
        // What cannot be read cannot tell what was sent, either. Anything else may be different the next time.
        const code = error instanceof NearshelfError ? error.code : '';
        if (code !== 'CORRUPT' && code !== 'UNSUPPORTED_VERSION') throw error;
        options.log('error', `the store is deleted without an erase request: ${String(error)}`);
      }
    } else {
      store?.close();
    }
    if (pending === 0) await this.#end();
    else this.#loop?.wake();
    return pending;
  }

  flush(): void {
    void this.#loop?.flush();
  }

  /** The page is left: the request goes once more, and the store is let go of. */
  leave(): void {
    if (this.#store?.kind !== 'indexeddb') this.#loop?.leave();
    this.close();
  }

  /** The network is back. */
  wake(): void {
    this.#loop?.wake();
  }

  /** Lets go of the store; what is pending stays in it. */
  close(): void {
    this.#loop?.stop();
    this.#loop = null;
    try {
      if (this.#shelf) this.#run((shelf) => shelf.close());
    } catch {
      // Another tab has taken the store over.
    }
    this.#shelf = null;
    this.#store?.close();
    this.#store = null;
  }

  async #withdraw(store: Store): Promise<number> {
    const {message, log, online} = this.options;
    const {core} = await this.options.loadCore({files: store.files, log});
    store.enter();
    let pending: number;
    try {
      const {sync, gpcDenies, decision} = message;
      this.#shelf = core.openShelf({persistent: true, withoutStoredModel: true, sync, gpcDenies});
      this.#shelf.sync!.setConsent({...decision, granted: []});
      pending = this.#shelf.sync!.info().pendingErasures;
    } finally {
      store.leave();
    }
    await store.commit();
    if (message.sync) this.#loop = loopOf(this.#port(store), message.sync, online, () => void this.#progress());
    return pending;
  }

  #port(store: Store): HostPort {
    return {
      run: (call) => this.#run(call),
      commit: () => store.commit(),
      durableAtOnce: store.kind !== 'indexeddb',
      tell() {},
      log: this.options.log,
    };
  }

  #run<T>(call: (shelf: CoreShelf) => T): T {
    if (!this.#shelf || !this.#store) throw new NearshelfError('FAILED_PRECONDITION', 'the store is closed');
    this.#store.enter();
    try {
      return call(this.#shelf);
    } finally {
      this.#store.leave();
    }
  }

  async #progress(): Promise<void> {
    this.options.onProgress();
    if (!this.#shelf || this.#run((shelf) => shelf.sync!.info().pendingErasures) > 0) return;
    await this.#end();
    this.options.onErased();
  }

  async #end(): Promise<void> {
    this.close();
    await this.options.destroyStores();
  }
}
