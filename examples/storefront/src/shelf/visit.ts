import {
  openShelf,
  type RecommendedItem,
  type Recommendations,
  type RecommendOptions,
  type RecordedEvent,
  type Shelf,
  type ShelfInfo,
  type ShopEvent,
  type SyncInfo,
} from 'nearshelf';
import type {RailShelf} from 'nearshelf/element';
import {observeReading} from 'nearshelf/observer';

import type {ShopFiles} from '../catalog.js';
import type {ConsentChoice} from './consent.js';
import {PSEUDONYM_DAYS} from './sync-state.js';

/** Everything that the shop asks of Nearshelf, so that a shop without it (an old browser) still sells. */
export class Visit extends EventTarget {
  /** Milliseconds that the last recommendation took, seen from the page. */
  lastLatencyMs: number | undefined;
  /** Why there is no shelf, for the panel. */
  problem = '';
  private readonly shelf: Promise<Shelf | undefined>;

  constructor(
    files: ShopFiles,
    readonly consent: ConsentChoice,
  ) {
    super();
    const sync = files.sync && {...files.sync, pseudonymDays: PSEUDONYM_DAYS};
    this.shelf = openShelf({model: files.model, consent, ...(sync ? {sync} : {})}).then(
      (shelf) => {
        shelf.on('change', () => this.dispatchEvent(new Event('change')));
        shelf.on('sync', () => this.dispatchEvent(new Event('sync')));
        return shelf;
      },
      (error: unknown) => {
        this.problem = String(error);
        return undefined;
      },
    );
  }

  /** Records what the shopper did. Never fails: a click that is not counted is no reason to disturb anyone. */
  async track(event: ShopEvent): Promise<void> {
    const shelf = await this.shelf;
    await shelf?.track(event).catch((error: unknown) => this.report(error));
  }

  /** Recommendations after `items`, or for the visit as it is when they are left out; undefined when there are none. */
  async recommend(options: RecommendOptions, items?: readonly string[]): Promise<Recommendations | undefined> {
    const shelf = await this.shelf;
    if (!shelf) return undefined;
    const start = performance.now();
    try {
      const result = items ? await shelf.recommendAfter(items, options) : await shelf.recommend(options);
      this.lastLatencyMs = performance.now() - start;
      this.dispatchEvent(new Event('measured'));
      return result;
    } catch (error) {
      this.report(error);
      return undefined;
    }
  }

  /** Follows how long and how far a product page is read; the returned function ends it. */
  reading(itemId: string): () => void {
    let stop: (() => void) | undefined;
    let over = false;
    void this.shelf.then((shelf) => {
      if (shelf && !over) stop = observeReading(shelf, {itemId, onError: (error) => this.report(error)});
    });
    return () => {
      over = true;
      stop?.();
    };
  }

  /** What `<nearshelf-rail>` needs. `dressed` changes items on the way, for example their pictures' addresses. */
  railShelf(dressed: (item: RecommendedItem) => RecommendedItem): RailShelf {
    const dress = async (asked: (shelf: Shelf) => Promise<Recommendations>): Promise<Recommendations> => {
      const shelf = await this.shelf;
      if (!shelf) return {context: 'none', items: []};
      const {context, items} = await asked(shelf);
      return {context, items: items.map(dressed)};
    };
    return {
      recommend: (options) => dress((shelf) => shelf.recommend(options)),
      recommendAfter: (items, options) => dress((shelf) => shelf.recommendAfter(items, options)),
      on: (_type, listener) => {
        const changed = (): void => listener({reason: 'event'});
        this.addEventListener('change', changed);
        return () => this.removeEventListener('change', changed);
      },
    };
  }

  async info(): Promise<ShelfInfo | undefined> {
    return (await this.shelf)?.info().catch(() => undefined);
  }

  async syncInfo(): Promise<SyncInfo | undefined> {
    return (await this.shelf)?.syncInfo().catch(() => undefined);
  }

  async events(): Promise<RecordedEvent[]> {
    return (await (await this.shelf)?.events().catch(() => undefined)) ?? [];
  }

  async profile(): Promise<Awaited<ReturnType<Shelf['exportProfile']>> | undefined> {
    return (await this.shelf)?.exportProfile();
  }

  /** Rejects with what is wrong with the file. */
  async takeUp(profile: string): Promise<void> {
    await (await this.shelf)?.importProfile(profile);
  }

  async forget(): Promise<void> {
    await (await this.shelf)?.forgetAll();
    this.dispatchEvent(new Event('forgotten'));
  }

  private report(error: unknown): void {
    this.problem = String(error);
    this.dispatchEvent(new Event('measured'));
  }
}
