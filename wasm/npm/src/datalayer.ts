/**
 * `nearshelf/datalayer`: a shop that already reports Google Analytics 4 e-commerce events needs no tracking code of its
 * own. view_item, select_item, add_to_cart, remove_from_cart, purchase, view_item_list, search and view_search_results
 * become events of the shelf; everything else is passed over.
 */
import {mapEntry, type MappedEvent} from './datalayer/ga4.js';
import {dataLayerNamed, watchDataLayer} from './datalayer/watch.js';
import {sha256} from './sha256.js';
import type {Shelf} from './shelf.js';

export interface DataLayerOptions {
  /** Name of the global array. Default 'dataLayer'. */
  name?: string;
  /** The id that the model knows an item by; default its item_id. Undefined passes the item over. */
  itemId?: (item: Readonly<Record<string, unknown>>) => string | undefined;
  /** An event that the shelf refused. Default: ignored. */
  onError?: (error: unknown) => void;
}

/** The part of a shelf that is used here. */
export type Tracker = Pick<Shelf, 'track'>;

const connected = new WeakMap<Tracker, Map<string, () => void>>();

/** An order is reported again when its page is reloaded; with this id it counts once. */
async function purchaseEventId(transactionId: string, itemId: string, index: number): Promise<string | undefined> {
  const plain = `purchase:${transactionId}:${itemId}:${index}`;
  if (/^[A-Za-z0-9._:-]{1,64}$/.test(plain)) return plain;
  return (await sha256(new TextEncoder().encode(plain))) || undefined;
}

/**
 * Reports what was and will be pushed into the page's data layer. Connecting the same shelf again changes nothing. The
 * returned function disconnects. Never throws because of an entry's shape.
 */
export function connectDataLayer(shelf: Tracker, options: DataLayerOptions = {}): () => void {
  const name = options.name ?? 'dataLayer';
  let names = connected.get(shelf);
  if (!names) connected.set(shelf, (names = new Map()));
  const existing = names.get(name);
  if (existing) return existing;

  const track = async ({event, transactionId}: MappedEvent, index: number): Promise<void> => {
    const eventId = transactionId && (await purchaseEventId(transactionId, event.itemId!, index));
    await shelf.track(eventId ? {...event, eventId} : event);
  };
  const seen = new WeakSet<object>();
  const stop = watchDataLayer(dataLayerNamed(name), (entry) => {
    if (typeof entry !== 'object' || entry === null || seen.has(entry)) return;
    seen.add(entry);
    mapEntry(entry, options.itemId).forEach((mapped, index) => {
      track(mapped, index).catch((error: unknown) => options.onError?.(error));
    });
  });
  const disconnect = (): void => {
    stop();
    names.delete(name);
  };
  names.set(name, disconnect);
  return disconnect;
}
