import type {ChangeReason} from '../protocol.js';

const INTERVAL_MS = 100;

/** Passes a change on at once, and of a burst of the same kind the last one: a page draws its rails anew each time. */
export class ChangeThrottle {
  readonly #waiting = new Map<ChangeReason, {timer: ReturnType<typeof setTimeout>; again: boolean}>();

  constructor(readonly tellNow: (reason: ChangeReason) => void) {}

  tell(reason: ChangeReason): void {
    const waiting = this.#waiting.get(reason);
    if (waiting) {
      waiting.again = true;
      return;
    }
    this.tellNow(reason);
    const timer = setTimeout(() => {
      const again = this.#waiting.get(reason)?.again;
      this.#waiting.delete(reason);
      if (again) this.tell(reason);
    }, INTERVAL_MS);
    this.#waiting.set(reason, {timer, again: false});
  }

  end(): void {
    for (const {timer} of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
  }
}
