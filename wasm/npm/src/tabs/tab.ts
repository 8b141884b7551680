/**
 * One tab among those of a shop: owner, or follower of the owner. docs/how-the-browser-works.md describes the protocol
 * and why it loses nothing. Requests are kept here until they are answered and sent again to the next owner; events
 * carry their ids, so one that was recorded already counts once.
 */
import {NearshelfError} from '../errors.js';
import {
  fromSentError,
  toSentError,
  type ChangeReason,
  type Method,
  type Outcome,
  type SentDecision,
} from '../protocol.js';
import type {StorageKind} from '../shelf.js';
import {FencedError} from '../storage/store.js';
import {Election} from './election.js';
import type {TabChannel, TabLocks, TabMessage} from './messages.js';

/** What an owner answers requests with. */
export interface TabHost {
  readonly storage: StorageKind;
  /** Rejects with a FencedError when another tab has taken the store over. */
  handle(method: Method, args: unknown): Promise<unknown>;
  /** The page of this tab is hidden. */
  flush(): void;
  /** The page of this tab is left: sends what waits, and closes. */
  leave(): void;
  close(): void;
}

/** What every tab is told. With a decision: it is in force now. */
export type TellChange = (reason: ChangeReason, decision?: SentDecision) => void;

export interface TabOptions {
  tabId: string;
  /** Of the lock. */
  lockName: string;
  locks: TabLocks;
  channel: TabChannel;
  /** Opens the store; `stolen`: the owner before may still live. */
  openHost: (stolen: boolean, onChange: TellChange) => Promise<TabHost>;
  onState: (state: {storage: StorageKind; owner: boolean}) => void;
  onChange: TellChange;
  /** The store could not be opened here. */
  onFailed: (error: unknown) => void;
  /** Another tab withdrew consent; this tab is closed. */
  onRevoked: () => void;
  /** An owner that is silent for so long while it is asked is challenged. Default 1000. */
  patienceMs?: number;
}

/** Each attempt takes as long as a store waits for another tab to let go of it: 3 seconds. */
const MOST_BUSY_IN_A_ROW = 4;

interface Pending {
  id: number;
  method: Method;
  args: unknown;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

export class Tab {
  readonly #election: Election;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #host: TabHost | null = null;
  /** Of this tab as an owner, or of the latest owner that it has heard of. */
  #since = 0;
  #opening: Promise<void> = Promise.resolve();
  #term = 0;
  #busyInARow = 0;
  #owner: {tabId: string; since: number} | null = null;
  #heardMs = 0;
  #watch: ReturnType<typeof setInterval> | undefined;
  #ready = false;
  #closed = false;

  constructor(readonly options: TabOptions) {
    this.#election = new Election(options.locks, options.lockName, {
      elected: (stolen) => {
        this.#opening = this.#open(stolen);
      },
      deposed: () => this.#retire(),
    });
  }

  get owner(): boolean {
    return this.#host !== null;
  }

  start(): void {
    this.options.channel.onmessage = ({data}) => this.#receive(data);
    this.#election.stand();
    this.#post({type: 'hello'});
    this.#watchOwner();
  }

  request(method: Method, args: unknown): Promise<unknown> {
    if (this.#closed) return Promise.reject(new NearshelfError('CANCELLED', 'the shelf is closed'));
    return new Promise((resolve, reject) => {
      const pending = {id: this.#nextId++, method, args, resolve, reject};
      this.#pending.set(pending.id, pending);
      // After a failure to open, the next request tries again.
      if (this.#host === null && this.#owner === null) this.#election.stand();
      this.#send(pending);
      this.#watchOwner();
    });
  }

  flush(): void {
    this.#host?.flush();
  }

  /** As `close`, after an owner has sent what waits. */
  leave(): void {
    this.#host?.leave();
    this.close();
  }

  /** Gives up ownership; what was not answered stays unanswered. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#watch);
    this.#leave();
    this.options.channel.close();
  }

  /**
   * Makes every tab close the store. When it resolves this tab holds the lock, until `close`; true: it was taken from a
   * tab that may still live.
   */
  async seize(): Promise<boolean> {
    this.#post({type: 'purge', from: this.options.tabId});
    this.#host?.close();
    this.#host = null;
    clearInterval(this.#watch);
    this.#closed = true;
    // A store that is just being opened is closed as soon as that is done; not for ever is waited for it.
    await Promise.race([this.#opening, new Promise((resolve) => setTimeout(resolve, 300))]);
    if (this.#election.elected) return false;
    this.#election.resign();
    return seizeLock(this.options.locks, this.options.lockName);
  }

  #post(message: TabMessage): void {
    this.options.channel.postMessage(message);
  }

  async #open(stolen: boolean): Promise<void> {
    if (this.#closed) return this.#election.resign();
    const term = ++this.#term;
    this.#owner = null;
    this.#post({type: 'opening', from: this.options.tabId});
    let host: TabHost;
    try {
      host = await this.options.openHost(stolen, (reason, decision) => {
        this.#post({type: 'change', reason, decision});
        this.options.onChange(reason, decision);
        if (reason === 'storage' && this.#host) this.#announce();
      });
    } catch (error) {
      if (term !== this.#term) return;
      this.#leave();
      if (this.#closed) return;
      // Whoever still writes, in the middle of a large installation perhaps, will be done soon.
      const busy = error instanceof NearshelfError && error.code === 'BUSY' && ++this.#busyInARow <= MOST_BUSY_IN_A_ROW;
      if (busy || error instanceof FencedError) return this.#election.stand();
      this.#busyInARow = 0;
      const failed = [...this.#pending.values()];
      this.#pending.clear();
      for (const pending of failed) pending.reject(error);
      return this.options.onFailed(error);
    }
    if (this.#closed || term !== this.#term) {
      host.close();
      return;
    }
    this.#host = host;
    this.#busyInARow = 0;
    // Clocks are set back now and then.
    this.#since = Math.max(Date.now(), this.#since + 1);
    this.#announce();
    for (const pending of [...this.#pending.values()]) this.#send(pending);
  }

  #announce(): void {
    const storage = this.#host!.storage;
    this.#post({type: 'owner', from: this.options.tabId, since: this.#since, storage});
    this.#ready = true;
    this.options.onState({storage, owner: true});
  }

  /** The store is another tab's now. */
  #retire(): void {
    this.#leave();
    if (this.#closed) return;
    this.#election.stand();
    this.#post({type: 'hello'});
    this.#watchOwner();
  }

  #leave(): void {
    this.#term++;
    const owned = this.#host !== null;
    this.#host?.close();
    this.#host = null;
    if (owned) this.#post({type: 'left', from: this.options.tabId});
    this.#election.resign();
  }

  #send(pending: Pending): void {
    if (this.#host) {
      const host = this.#host;
      void this.#run(host, pending.method, pending.args).then((outcome) => {
        if (outcome !== null && this.#host === host) this.#settle(pending.id, outcome);
      });
    } else if (this.#owner) {
      const {id, method, args} = pending;
      this.#post({type: 'request', from: this.options.tabId, to: this.#owner.tabId, id, method, args});
    }
  }

  /** Null: not ours to answer any more; whoever asked sends it to the next owner. */
  async #run(host: TabHost, method: Method, args: unknown): Promise<Outcome | null> {
    try {
      return {value: await host.handle(method, args)};
    } catch (error) {
      if (!(error instanceof FencedError)) return {error: toSentError(error)};
      if (this.#host === host) this.#retire();
      return null;
    }
  }

  #settle(id: number, outcome: Outcome): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.delete(id);
    if ('error' in outcome) pending.reject(fromSentError(outcome.error));
    else pending.resolve(outcome.value);
  }

  #receive(message: TabMessage): void {
    if (this.#closed) return;
    switch (message.type) {
      case 'hello':
        if (this.#host) this.#announceAgain();
        else if (this.#election.elected) this.#post({type: 'opening', from: this.options.tabId});
        break;
      case 'opening':
        this.#heardMs = Date.now();
        break;
      case 'owner':
        this.#follow(message);
        break;
      case 'left':
        if (this.#owner?.tabId === message.from) this.#owner = null;
        this.#heardMs = Date.now();
        break;
      case 'request':
        if (message.to === this.options.tabId && this.#host) void this.#serve(message);
        break;
      case 'reply':
        if (message.from === this.#owner?.tabId) this.#heardMs = Date.now();
        if (message.to === this.options.tabId) this.#settle(message.id, message.outcome);
        break;
      case 'change':
        this.options.onChange(message.reason, message.decision);
        break;
      case 'purge':
        this.close();
        this.options.onRevoked();
        break;
    }
  }

  #announceAgain(): void {
    this.#post({type: 'owner', from: this.options.tabId, since: this.#since, storage: this.#host!.storage});
  }

  async #serve(message: TabMessage & {type: 'request'}): Promise<void> {
    const host = this.#host!;
    const outcome = await this.#run(host, message.method, message.args);
    if (outcome === null || this.#host !== host) return;
    this.#post({type: 'reply', from: this.options.tabId, to: message.from, id: message.id, outcome});
  }

  #follow(message: TabMessage & {type: 'owner'}): void {
    if (this.#owner && message.since < this.#owner.since) return;
    this.#heardMs = Date.now();
    // Still believing to own: the fence or the lock will tell. Until then nothing is sent elsewhere.
    if (this.#host) return;
    const changed = this.#owner?.tabId !== message.from || this.#owner.since !== message.since;
    this.#owner = {tabId: message.from, since: message.since};
    this.#since = Math.max(this.#since, message.since);
    this.#ready = true;
    this.options.onState({storage: message.storage, owner: false});
    if (changed) for (const pending of [...this.#pending.values()]) this.#send(pending);
  }

  /** While something waits for the owner, asks whether it is there; a silent one is replaced. */
  #watchOwner(): void {
    if (this.#watch !== undefined) return;
    const patience = this.options.patienceMs ?? 1000;
    this.#heardMs = Date.now();
    this.#watch = setInterval(() => {
      const idle = this.#pending.size === 0 && this.#ready;
      if (idle || this.#election.elected) {
        clearInterval(this.#watch);
        this.#watch = undefined;
      } else if (Date.now() - this.#heardMs > patience) {
        const silent = (): boolean => !this.#closed && Date.now() - this.#heardMs > patience;
        this.#election.challenge(silent).catch(() => undefined);
      } else if (Date.now() - this.#heardMs > patience / 4) {
        this.#post({type: 'hello'});
      }
    }, patience / 8);
  }
}

/** For a worker that is no tab: makes every tab close the store, and holds the lock until the worker ends. */
export async function seizeTabs(locks: TabLocks, lockName: string, channel: TabChannel): Promise<boolean> {
  channel.postMessage({type: 'purge', from: ''});
  const stolen = await seizeLock(locks, lockName);
  channel.close();
  return stolen;
}

/** Waits a little for the lock, then takes it (true); it is held until the worker ends. */
async function seizeLock(locks: TabLocks, name: string, patienceMs = 400): Promise<boolean> {
  const forever = new Promise<void>(() => {});
  const hold = (options: {signal?: AbortSignal; steal?: boolean}): Promise<void> =>
    new Promise((resolve, reject) => {
      locks
        .request(name, options, () => {
          resolve();
          return forever;
        })
        .catch(reject);
    });
  const waited = hold({signal: AbortSignal.timeout(patienceMs)}).then(() => false);
  return waited.catch(() => hold({steal: true}).then(() => true));
}
