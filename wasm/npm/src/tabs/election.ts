import type {TabLocks} from './messages.js';

export interface ElectionEvents {
  /** The lock is ours. It is held until `resign`; `stolen`: the tab before may still live. */
  elected(stolen: boolean): void;
  /** Another tab took the lock from us. */
  deposed(): void;
}

/** Holds or waits for the one lock that makes a tab the owner. The browser frees it however a tab ends. */
export class Election {
  #release: (() => void) | null = null;
  #waiting: AbortController | null = null;
  #term = 0;

  constructor(
    readonly locks: TabLocks,
    readonly name: string,
    readonly events: ElectionEvents,
  ) {}

  get elected(): boolean {
    return this.#release !== null;
  }

  /** Queues up for the lock. */
  stand(): void {
    if (this.elected || this.#waiting) return;
    const waiting = new AbortController();
    this.#waiting = waiting;
    this.#hold({signal: waiting.signal}, false);
  }

  /** Takes the lock from whoever has it, unless another tab is doing just that. `still`: asked before the deed. */
  async challenge(still: () => boolean): Promise<void> {
    await this.locks.request(`${this.name}:challenge`, {ifAvailable: true}, async (lock) => {
      if (!lock || this.elected || !still()) return;
      this.#stopWaiting();
      await new Promise<void>((settled) => this.#hold({steal: true}, true, settled));
    });
  }

  /** Gives the lock back, or leaves the queue. */
  resign(): void {
    this.#stopWaiting();
    this.#term++;
    this.#release?.();
    this.#release = null;
  }

  #stopWaiting(): void {
    this.#waiting?.abort();
    this.#waiting = null;
  }

  #hold(options: {signal?: AbortSignal; steal?: boolean}, stolen: boolean, settled: () => void = () => {}): void {
    const term = ++this.#term;
    const held = this.locks.request(this.name, options, (lock) => {
      settled();
      if (term !== this.#term) return Promise.resolve();
      this.#waiting = null;
      return new Promise<void>((resolve) => {
        this.#release = resolve;
        if (lock !== undefined) this.events.elected(stolen);
      });
    });
    // It rejects when we stop waiting (the term is over then) and when the lock is stolen from us.
    held.catch(() => {
      settled();
      if (term !== this.#term) return;
      this.#release = null;
      this.#waiting = null;
      this.#term++;
      this.events.deposed();
    });
  }
}
