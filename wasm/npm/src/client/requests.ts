/** What a page asks of its shelf, and the worker answers whichever it is. */
import type {ProfileExport} from '../profile-export.js';
import type {RecommendOptions, Recommendations, RecordedEvent, SessionInfo} from '../types.js';
import type {Connection} from './connection.js';

/** Recorded events that are fetched at once: few enough that reading them is no long task. */
const EVENTS_AT_ONCE = 1000;

export class Requests {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  recommend(options: RecommendOptions = {}): Promise<Recommendations> {
    return this.#connection.request('recommend', options);
  }

  recommendAfter(itemIds: readonly string[], options: RecommendOptions = {}): Promise<Recommendations> {
    return this.#connection.request('recommendAfter', {itemIds, options});
  }

  session(): Promise<SessionInfo> {
    return this.#connection.request('session', null);
  }

  async endSession(): Promise<void> {
    await this.#connection.request('endSession', null);
  }

  async events(): Promise<RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for (let after = 0; ; ) {
      const part = await this.#connection.request('events', {after, limit: EVENTS_AT_ONCE});
      events.push(...part.events);
      if (part.events.length < EVENTS_AT_ONCE) return events;
      after = part.last;
    }
  }

  async exportProfile(): Promise<ProfileExport> {
    return JSON.parse(await this.#connection.request('exportJson', null)) as ProfileExport;
  }

  async importProfile(profile: ProfileExport | string): Promise<void> {
    const json = typeof profile === 'string' ? profile : JSON.stringify(profile);
    await this.#connection.request('importJson', json);
  }
}
