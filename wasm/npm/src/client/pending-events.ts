/** Events that a page could not get acknowledged before it ended, for the next page of the same tab. */
import type {ShopEvent} from '../types.js';

export class PendingEvents {
  readonly #key: string;

  constructor(name: string) {
    this.#key = `nearshelf:${name}:pending`;
  }

  read(): ShopEvent[] {
    try {
      const events: unknown = JSON.parse(sessionStorage.getItem(this.#key) ?? '[]');
      return Array.isArray(events) ? (events as ShopEvent[]) : [];
    } catch {
      return [];
    }
  }

  /** An empty list leaves nothing behind. */
  write(events: readonly ShopEvent[]): void {
    try {
      if (events.length === 0) sessionStorage.removeItem(this.#key);
      else sessionStorage.setItem(this.#key, JSON.stringify(events));
    } catch {
      // The storage is full or forbidden; nothing was promised for events that are not acknowledged.
    }
  }
}
