import {
  openShelf,
  type RecommendedItem,
  type Recommendations,
  type RecommendOptions,
  type Shelf,
  type ShelfInfo,
  type ShopEvent,
} from 'nearshelf';
import type {RailShelf} from 'nearshelf/element';
import {observeReading} from 'nearshelf/observer';

import type {ShopFiles} from '../catalog.js';
import type {ConsentChoice} from './consent.js';

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
    this.shelf = openShelf({model: files.model, consent}).then(
      (shelf) => {
        shelf.on('change', () => this.dispatchEvent(new Event('change')));
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

  async profile(): Promise<Awaited<ReturnType<Shelf['exportProfile']>> | undefined> {
    return (await this.shelf)?.exportProfile();
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
