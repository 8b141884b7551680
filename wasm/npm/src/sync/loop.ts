/**
 * Asks the core for requests and carries them out, one after the other. What is sent, in which batches, and when it is
 * tried again is the core's to say; this only keeps its time.
 */
import type {CoreTask, TaskOutcome} from '../core/core.js';
import {FencedError} from '../storage/store.js';

/** Of a burst of events the core is asked once. */
const POKE_MS = 250;
/** After the core could not be asked, or could not note what came of a request. */
const TROUBLE_MS = 30_000;
/** Where nobody tells that the network is back. */
const OFFLINE_MS = 20_000;
/** setTimeout takes no more than 2^31 ms. */
const LONGEST_MS = 86_400_000;

export interface LoopOptions {
  next: (leaving: boolean) => {task: CoreTask | null; waitMs: number};
  finish: (task: CoreTask, outcome: TaskOutcome) => void;
  /** Resolves when what `next` and `finish` wrote is durable. */
  commit: () => Promise<void>;
  perform: (task: CoreTask, leaving: boolean, signal: AbortSignal) => Promise<TaskOutcome>;
  online: () => boolean;
  /** A request ended. */
  onProgress: () => void;
  onTrouble: (error: unknown) => void;
}

export class SyncLoop {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dueMs = Infinity;
  #asking = false;
  /** Something happened while requests were under way. */
  #again = false;
  #stopped = false;
  readonly #flights = new Map<CoreTask, AbortController>();

  constructor(readonly options: LoopOptions) {}

  /** Something was recorded or decided: something may be due. */
  poke(): void {
    this.#schedule(POKE_MS);
  }

  /** Asks at once: the beginning, or the network is back. */
  wake(): void {
    this.#schedule(0);
  }

  /** The page is hidden: what waits goes now, beside what is under way. */
  async flush(): Promise<void> {
    try {
      for (;;) {
        if (this.#stopped || !this.options.online()) return;
        const {task} = this.options.next(true);
        if (!task) return;
        // Together, because a browser that freezes the page lets go what has begun.
        void this.#carryOut(task, true).catch((error: unknown) => this.#trouble(error));
      }
    } catch (error) {
      this.#trouble(error);
    }
  }

  /**
   * The page is left: hands what waits to the browser, all in this task of the worker, and ends. Nobody hears the
   * answers; the next page sends again what it cannot know to have arrived, and the server sees that it has.
   */
  leave(): void {
    if (this.#stopped) return;
    this.interrupt();
    try {
      for (;;) {
        if (!this.options.online()) break;
        const {task} = this.options.next(true);
        if (!task) break;
        void this.options.perform(task, true, new AbortController().signal);
        this.#flights.set(task, new AbortController());
      }
    } catch (error) {
      this.options.onTrouble(error);
    }
    this.stop();
  }

  /** The shelf is being closed: gives back what is under way. `wake` begins again. */
  interrupt(): void {
    for (const [task, aborter] of this.#flights) {
      aborter.abort();
      task.free();
    }
    this.#flights.clear();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.interrupt();
  }

  #schedule(waitMs: number): void {
    if (this.#stopped) return;
    if (this.#asking) {
      this.#again = true;
      return;
    }
    const due = Date.now() + waitMs;
    if (this.#timer !== undefined && this.#dueMs <= due) return;
    clearTimeout(this.#timer);
    this.#dueMs = due;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#ask();
    }, Math.min(waitMs, LONGEST_MS));
  }

  async #ask(): Promise<void> {
    this.#asking = true;
    let waitMs = -1;
    try {
      do {
        this.#again = false;
        waitMs = await this.#work();
      } while (this.#again && !this.#stopped);
    } catch (error) {
      waitMs = TROUBLE_MS;
      this.#trouble(error);
    } finally {
      this.#asking = false;
    }
    if (waitMs >= 0) this.#schedule(waitMs);
  }

  /** Carries out everything that is due; gives how long to wait then. */
  async #work(): Promise<number> {
    // Without a network nothing is asked for: the attempt would count as a failure. `wake` follows when it is back.
    while (!this.#stopped) {
      if (!this.options.online()) return OFFLINE_MS;
      const {task, waitMs} = this.options.next(false);
      if (!task) return waitMs;
      await this.#carryOut(task, false);
    }
    return -1;
  }

  async #carryOut(task: CoreTask, leaving: boolean): Promise<void> {
    const aborter = new AbortController();
    this.#flights.set(task, aborter);
    // What was handed out must be known to the disk before it is on the wire: a withdrawal has to erase it.
    await this.options.commit();
    if (!this.#flights.has(task)) return;
    const outcome = await this.options.perform(task, leaving, aborter.signal);
    if (!this.#flights.delete(task)) return;
    this.options.finish(task, outcome);
    await this.options.commit();
    this.options.onProgress();
  }

  #trouble(error: unknown): void {
    if (error instanceof FencedError) this.stop();
    else this.options.onTrouble(error);
  }
}
