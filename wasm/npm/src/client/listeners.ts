/** Who wants to hear of changes and of the sync. */
import type {ChangeReason} from '../protocol.js';
import type {ShelfEvents} from '../shelf.js';

export class Listeners {
  readonly #sets = {
    change: new Set<(event: ShelfEvents['change']) => void>(),
    sync: new Set<(event: ShelfEvents['sync']) => void>(),
  };

  /** Gives what takes the listener off again. */
  on<K extends keyof ShelfEvents>(type: K, listener: (event: ShelfEvents[K]) => void): () => void {
    const listeners = this.#sets[type] as Set<typeof listener>;
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  tell(reason: ChangeReason): void {
    if (reason === 'sync') for (const listener of this.#sets.sync) safely(() => listener({}));
    else for (const listener of this.#sets.change) safely(() => listener({reason}));
  }

  clear(): void {
    for (const listeners of Object.values(this.#sets)) listeners.clear();
  }
}

/** A listener that throws must keep no other from hearing. */
function safely(call: () => void): void {
  try {
    call();
  } catch (error) {
    reportError(error);
  }
}
