/** Events to and from the structs of the ABI. */
import {NearshelfError} from '../errors.js';
import type {EventKind, RecordedEvent, ShopEvent} from '../types.js';
import type {ModuleInstance} from './instance.js';
import {nsh_event as e, nsh_recorded_event as r} from './shelf-layout.js';

const KINDS: readonly EventKind[] = [
  'view',
  'click',
  'add_to_cart',
  'remove_from_cart',
  'purchase',
  'search',
  'rating',
  'impression',
];

/** What the ABI takes for "not given"; a caller who gives just that gets told, as for any other bad value. */
const REFUSED = -2;

/** Address of an nsh_event. Inside `scoped` only. */
export function writeEvent(instance: ModuleInstance, event: ShopEvent): number {
  const {memory} = instance;
  const at = memory.allocate(e.sizeof);
  instance.run('nsh_event_init', at);
  const kind = KINDS.indexOf(event.kind) + 1;
  if (kind === 0) throw new NearshelfError('INVALID_ARGUMENT', `no kind is named ${String(event.kind)}`, 'event.kind');
  if (event.itemId !== undefined) memory.writeString(at + e.item_id, event.itemId);
  if (event.eventId !== undefined) memory.writeString(at + e.event_id, event.eventId);
  if (event.query !== undefined) memory.writeString(at + e.query, event.query);
  const {view} = memory;
  view.setInt32(at + e.kind, kind, true);
  const whole = (value: number | undefined, notGiven: number, place: string): number | undefined => {
    if (value === undefined) return undefined;
    if (!Number.isFinite(value)) throw new NearshelfError('INVALID_ARGUMENT', 'is not a number', `event.${place}`);
    const rounded = Math.round(value);
    return rounded === notGiven ? REFUSED : rounded;
  };
  const scroll = whole(event.scrollPercent, -1, 'scroll_percent');
  if (scroll !== undefined) view.setInt32(at + e.scroll_percent, Math.max(-2, Math.min(scroll, 0x7fffffff)), true);
  const time = whole(event.timeMs, 0, 'time_ms');
  if (time !== undefined) memory.writeInt64(at + e.time_ms, time);
  const dwell = whole(event.dwellMs, -1, 'dwell_ms');
  if (dwell !== undefined) memory.writeInt64(at + e.dwell_ms, dwell);
  const quantity = whole(event.quantity, 0, 'quantity');
  if (quantity !== undefined) memory.writeInt64(at + e.quantity, quantity);
  for (const field of ['price', 'rating'] as const) {
    const value = event[field];
    if (value === undefined) continue;
    if (Number.isNaN(value)) throw new NearshelfError('INVALID_ARGUMENT', 'is not a number', `event.${field}`);
    view.setFloat64(at + e[field], value, true);
  }
  return at;
}

/** The nsh_recorded_event at `at`. */
function readEvent(instance: ModuleInstance, at: number): RecordedEvent {
  const {memory} = instance;
  const event: RecordedEvent = {
    kind: KINDS[memory.int32(at + r.kind) - 1]!,
    eventId: memory.readString(at + r.event_id),
    timeMs: memory.int64(at + r.time_ms),
    sessionId: memory.int64(at + r.session_id),
  };
  const itemId = memory.readString(at + r.item_id);
  const query = memory.readString(at + r.query);
  const scrollPercent = memory.int32(at + r.scroll_percent);
  const dwellMs = memory.int64(at + r.dwell_ms);
  const quantity = memory.int64(at + r.quantity);
  const price = memory.float64(at + r.price);
  const rating = memory.float64(at + r.rating);
  if (itemId) event.itemId = itemId;
  if (query) event.query = query;
  if (scrollPercent >= 0) event.scrollPercent = scrollPercent;
  if (dwellMs >= 0) event.dwellMs = dwellMs;
  if (quantity > 0) event.quantity = quantity;
  if (!Number.isNaN(price)) event.price = price;
  if (!Number.isNaN(rating)) event.rating = rating;
  return event;
}

/** Reads an nsh_events and frees it; `last` is the sequence of the last event, or `after` when there is none. */
export function takeEvents(
  instance: ModuleInstance,
  handle: number,
  after: number,
): {events: RecordedEvent[]; last: number} {
  const {memory} = instance;
  try {
    const at = memory.allocateSized(r.sizeof);
    const count = instance.run('nsh_events_count', handle);
    const events: RecordedEvent[] = [];
    let last = after;
    for (let i = 0; i < count; ++i) {
      instance.run('nsh_events_get_event', handle, i, at, 0);
      events.push(readEvent(instance, at));
      last = memory.int64(at + r.sequence);
    }
    return {events, last};
  } finally {
    instance.run('nsh_events_free', handle);
  }
}
