/** Locks and channels of one made-up browser, for several tabs in one test. */
import type {TabChannel, TabLocks, TabMessage} from '../../src/tabs/messages.js';

interface Holder {
  reject: (error: unknown) => void;
}

interface Waiter {
  grant: () => void;
}

/** Locks as the specification has them: a queue for each name, stealing, and freeing by `kill`. */
export class FakeLocks {
  readonly #holders = new Map<string, Holder>();
  readonly #queues = new Map<string, Waiter[]>();

  /** The locks as one tab sees them. `kill` frees what it holds, as the browser does for a tab that crashed. */
  forTab(): TabLocks & {kill(): void} {
    let dead = false;
    const releases = new Set<() => void>();
    const request = <T>(
      name: string,
      options: {signal?: AbortSignal; steal?: boolean; ifAvailable?: boolean},
      callback: (lock: unknown) => Promise<T>,
    ): Promise<T> =>
      new Promise((resolve, reject) => {
        const run = (): void => {
          const holder: Holder = {reject};
          this.#holders.set(name, holder);
          const release = (): void => {
            releases.delete(release);
            if (this.#holders.get(name) !== holder) return;
            this.#holders.delete(name);
            this.#next(name);
          };
          releases.add(release);
          void Promise.resolve()
            .then(() => (dead ? (undefined as T) : callback({name})))
            .then(
              (value) => {
                release();
                resolve(value);
              },
              (error: unknown) => {
                release();
                reject(error as Error);
              },
            );
        };
        const holder = this.#holders.get(name);
        if (options.steal) {
          this.#holders.delete(name);
          holder?.reject(new DOMException('stolen', 'AbortError'));
          return run();
        }
        if (!holder) return run();
        if (options.ifAvailable) return void callback(null).then(resolve, reject);
        const queue = this.#queues.get(name) ?? [];
        this.#queues.set(name, queue);
        const waiter: Waiter = {grant: () => (dead ? this.#next(name) : run())};
        queue.push(waiter);
        options.signal?.addEventListener('abort', () => {
          const index = queue.indexOf(waiter);
          if (index < 0) return;
          queue.splice(index, 1);
          reject(options.signal!.reason as Error);
        });
      });
    return {
      request,
      kill() {
        dead = true;
        for (const release of [...releases]) release();
      },
    };
  }

  #next(name: string): void {
    this.#queues.get(name)?.shift()?.grant();
  }
}

/** Channels of one name. A frozen channel keeps what it gets until it thaws. */
export class FakeChannels {
  readonly #open = new Set<FakeChannel>();

  forTab(): FakeChannel {
    const channel = new FakeChannel(this.#open);
    this.#open.add(channel);
    return channel;
  }
}

export class FakeChannel implements TabChannel {
  onmessage: ((event: {data: TabMessage}) => void) | null = null;
  #kept: TabMessage[] | null = null;

  constructor(readonly all: Set<FakeChannel>) {}

  postMessage(message: TabMessage): void {
    const data = structuredClone(message);
    for (const other of this.all) if (other !== this) queueMicrotask(() => other.receive(data));
  }

  receive(data: TabMessage): void {
    if (!this.all.has(this)) return;
    if (this.#kept) this.#kept.push(data);
    else this.onmessage?.({data});
  }

  freeze(): void {
    this.#kept = [];
  }

  thaw(): void {
    const kept = this.#kept ?? [];
    this.#kept = null;
    for (const data of kept) this.receive(data);
  }

  close(): void {
    this.all.delete(this);
  }
}
