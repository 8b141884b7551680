/** A withdrawal as the page sees it: the worker that carries it out, and a mark for the next page while it is not done. */
import type {FromWorker, ToWorker} from '../protocol.js';
import type {WorkerLink} from './start-worker.js';

/** 'purge': it began. 'erase': everything is deleted here, and a server has yet to acknowledge the erase request. */
type Mark = 'purge' | 'erase' | null;

/** A second is what a purge gets; the page does not wait much longer for one that hangs. */
const PATIENCE_MS = 1500;

export interface WithdrawalOptions {
  name: string;
  /** Erase requests were sent or acknowledged. */
  onProgress: () => void;
  log: (error: unknown) => void;
}

export class Withdrawal {
  /** Erase requests that no server has acknowledged yet, as far as this page knows. */
  pending = 0;
  #worker: WorkerLink | null = null;
  readonly #key: string;

  constructor(readonly options: WithdrawalOptions) {
    this.#key = `nearshelf:${options.name}:withdrawal`;
  }

  /** Whether its worker is at work. */
  get active(): boolean {
    return this.#worker !== null;
  }

  get mark(): Mark {
    try {
      const mark = localStorage.getItem(this.#key);
      return mark === 'purge' || mark === 'erase' ? mark : null;
    } catch {
      return null;
    }
  }

  set mark(mark: Mark) {
    try {
      if (mark === null) localStorage.removeItem(this.#key);
      else localStorage.setItem(this.#key, mark);
    } catch {
      // Without this storage there is none for a profile either.
    }
  }

  /**
   * Has a kept worker delete everything. Resolves when that is done, or could not be done: the mark then makes the next
   * page try again. The worker lives on while an erase request is pending.
   */
  run(worker: WorkerLink, message: ToWorker & {type: 'purge'}): Promise<void> {
    this.end();
    this.#worker = worker;
    this.mark = 'purge';
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, PATIENCE_MS);
      const done = (): void => {
        clearTimeout(timer);
        resolve();
      };
      worker.onmessage = ({data}) => {
        if (worker === this.#worker) this.#receive(data, done);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        if (worker === this.#worker) this.#over(event.message ?? 'the worker failed');
        done();
      };
      worker.postMessage(message);
    });
  }

  /** To its worker, if there is one. */
  post(message: ToWorker): void {
    this.#worker?.postMessage(message);
  }

  /** The page is left; the mark stays for the next one. */
  leave(terminate: boolean): void {
    this.#worker?.postMessage({type: 'leave'});
    if (terminate) this.#worker?.terminate();
    this.#worker = null;
  }

  /** Ends the worker; what is pending stays in the store. */
  end(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }

  #receive(message: FromWorker, done: () => void): void {
    switch (message.type) {
      case 'purged':
        this.pending = message.pending;
        this.mark = message.pending > 0 ? 'erase' : null;
        if (message.pending === 0) this.end();
        done();
        break;
      case 'erased':
        this.pending = 0;
        this.mark = null;
        this.end();
        this.options.onProgress();
        break;
      case 'yielded':
        this.end();
        done();
        break;
      case 'failed':
        this.#over(message.error.message);
        done();
        break;
      case 'change':
        this.options.onProgress();
        break;
    }
  }

  #over(why: string): void {
    this.end();
    this.options.log(`withdrawal: ${why}`);
  }
}
