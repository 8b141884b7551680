/** Decisions and sync of a host: what only a worker for a shopper who agreed to something has. */
import type {CoreConsent, CoreShelf, CoreSync, CoreSyncInfo} from '../core/core.js';
import {NearshelfError} from '../errors.js';
import type {HostExtension, HostPort} from '../host/extension.js';
import type {SentDecision, SyncTarget} from '../protocol.js';
import {SyncLoop} from './loop.js';
import {perform} from './perform.js';

export interface KeptSideOptions {
  /** What the page says; null: what was decided last, in whichever tab, counts ... */
  decision: SentDecision | null;
  /** ... or this, where nothing was: the store was rebuilt, or keeps nothing. */
  fallback: SentDecision;
  /** Completes a withdrawal that was cut short, before `decision`. */
  purgeFirst: boolean;
  sync: SyncTarget | undefined;
  online: () => boolean;
}

function syncOf(shelf: CoreShelf): CoreSync {
  if (!shelf.sync) throw new NearshelfError('INTERNAL', 'the core was loaded without consent and sync');
  return shelf.sync;
}

/** The loop of a shelf whose server is `target`. */
export function loopOf(port: HostPort, target: SyncTarget, online: () => boolean, onProgress: () => void): SyncLoop {
  return new SyncLoop({
    next: (leaving) => port.run((shelf) => syncOf(shelf).nextTask(leaving)),
    finish: (task, outcome) => port.run(() => task.finish(outcome)),
    commit: () => port.commit(),
    perform: (task, leaving, signal) => perform(task, {base: target.url, leaving, signal}),
    online,
    onProgress,
    onTrouble: (error) => port.log('warning', `sync: ${String(error)}`),
  });
}

export class KeptSide implements HostExtension {
  #decision: SentDecision | null;
  #fallback: SentDecision;
  #purgeFirst: boolean;
  #consent: CoreConsent | null = null;
  readonly #loop: SyncLoop | null;

  constructor(
    readonly port: HostPort,
    readonly options: KeptSideOptions,
  ) {
    this.#decision = options.decision;
    this.#fallback = options.fallback;
    this.#purgeFirst = options.purgeFirst;
    this.#loop = options.sync ? loopOf(port, options.sync, options.online, () => port.tell('sync')) : null;
  }

  get keepsProfile(): boolean {
    return this.#consent?.effective.includes('personalization') ?? false;
  }

  consent(): CoreConsent | null {
    return this.#consent;
  }

  opened(shelf: CoreShelf): void {
    const sync = syncOf(shelf);
    if (this.#purgeFirst) sync.setConsent({...this.#fallback, granted: [], timeMs: 0});
    this.#purgeFirst = false;
    const decision = this.#decision ?? (sync.consent().decided ? null : this.#fallback);
    if (decision) sync.setConsent(decision);
    // From now on the ledger knows better than this page did when it opened.
    this.#decision = null;
    this.#consent = sync.consent();
    this.#loop?.wake();
  }

  closing(): void {
    this.#loop?.interrupt();
  }

  recorded(): void {
    this.#loop?.poke();
  }

  async setConsent(decision: SentDecision): Promise<void> {
    // What is on its way under the decision before is called back as far as it can be.
    if (!decision.granted.includes('measurement')) this.#loop?.interrupt();
    const before = JSON.stringify(this.#consent);
    this.#consent = this.port.run((shelf) => {
      const sync = syncOf(shelf);
      sync.setConsent(decision);
      return sync.consent();
    });
    this.#fallback = decision;
    const changed = before !== JSON.stringify(this.#consent);
    await this.port.commit();
    if (changed) this.port.tell('consent', decision);
    this.#loop?.poke();
  }

  syncInfo(): CoreSyncInfo {
    return this.port.run((shelf) => syncOf(shelf).info());
  }

  flush(): void {
    void this.#loop?.flush();
  }

  leave(): void {
    // Where a call of the core is not durable by itself nobody would know afterwards that something was sent.
    if (this.port.durableAtOnce) this.#loop?.leave();
  }

  /** The network is back. */
  wake(): void {
    this.#loop?.wake();
  }

  close(): void {
    this.#loop?.stop();
  }
}
