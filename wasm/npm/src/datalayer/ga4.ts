/** The e-commerce events of Google Analytics 4 as events of a shelf. */
import type {EventKind, ShopEvent} from '../types.js';
import {gtagCall} from './watch.js';

const ITEM_EVENTS: Record<string, EventKind> = {
  view_item: 'view',
  select_item: 'click',
  add_to_cart: 'add_to_cart',
  remove_from_cart: 'remove_from_cart',
  purchase: 'purchase',
  view_item_list: 'impression',
};

const SEARCH_EVENTS = new Set(['search', 'view_search_results']);

/** An event, and for a purchase the order that it is of. */
export interface MappedEvent {
  event: ShopEvent;
  transactionId?: string;
}

type Fields = Record<string, unknown>;

function fields(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null ? (value as Fields) : null;
}

/** Shops write ids as numbers, too. */
function text(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function number(value: unknown, min: number, max: number): number | undefined {
  const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof parsed === 'number' && parsed >= min && parsed <= max ? parsed : undefined;
}

/** Name and parameters of an entry, in either way of writing one: a `gtag('event', ...)` call or a pushed object. */
function named(entry: unknown): {name: string; parameters: Fields; ecommerce: Fields} | null {
  const call = gtagCall(entry);
  if (call) {
    const parameters = fields(call[2]) ?? {};
    return call[0] === 'event' && typeof call[1] === 'string'
      ? {name: call[1], parameters, ecommerce: parameters}
      : null;
  }
  const pushed = fields(entry);
  if (!pushed || typeof pushed.event !== 'string') return null;
  // Google's documentation puts them under "ecommerce"; some shops leave that out.
  return {name: pushed.event, parameters: pushed, ecommerce: fields(pushed.ecommerce) ?? pushed};
}

/** The events of one entry of the data layer; none for everything that is not e-commerce. */
export function mapEntry(entry: unknown, itemIdOf?: (item: Readonly<Fields>) => string | undefined): MappedEvent[] {
  const found = named(entry);
  if (!found) return [];
  const {name, parameters, ecommerce} = found;
  if (SEARCH_EVENTS.has(name)) {
    const query = text(parameters.search_term ?? ecommerce.search_term);
    return query === undefined ? [] : [{event: {kind: 'search', query}}];
  }
  const kind = Object.hasOwn(ITEM_EVENTS, name) ? ITEM_EVENTS[name] : undefined;
  if (kind === undefined || !Array.isArray(ecommerce.items)) return [];
  const trade = kind === 'add_to_cart' || kind === 'remove_from_cart' || kind === 'purchase';
  const mapped: MappedEvent[] = [];
  for (const value of ecommerce.items as unknown[]) {
    const item = fields(value);
    const itemId = item && (itemIdOf ? itemIdOf(item) : text(item.item_id));
    if (!item || !itemId) continue;
    const event: ShopEvent = {kind, itemId};
    const price = number(item.price, 0, 1e12);
    if (price !== undefined) event.price = price;
    const quantity = trade ? number(item.quantity, 1, 1_000_000) : undefined;
    if (quantity !== undefined) event.quantity = Math.round(quantity);
    const transactionId = kind === 'purchase' ? text(ecommerce.transaction_id) : undefined;
    mapped.push(transactionId === undefined ? {event} : {event, transactionId});
  }
  return mapped;
}
