/**
 * The values that cross between a shop's code and Nearshelf: what `nearshelf` and `nearshelf/edge` share.
 * Field for field they are the C ABI's (sdk/include/nearshelf/nearshelf.h has the limits of each), in camelCase.
 * Units are in the names: `Ms` milliseconds (wall-clock times since 1970-01-01 00:00 UTC), `Bytes` bytes.
 */

/** What a shopper did. Views, clicks, additions to the cart and purchases move the session on; the rest is only kept. */
export type EventKind =
  | 'view'
  | 'click'
  | 'add_to_cart'
  | 'remove_from_cart'
  | 'purchase'
  | 'search'
  | 'rating'
  | 'impression';

/** An event as a shop reports it. A field that does not fit the kind must be left out. */
export interface ShopEvent {
  kind: EventKind;
  /** Every kind but search: 1 to 256 bytes of UTF-8. Need not be in the model. */
  itemId?: string;
  /** Makes the event count once however often it is sent. Drawn when left out. */
  eventId?: string;
  /** Search only, and required there. */
  query?: string;
  /** When it happened; default now. */
  timeMs?: number;
  /** View, impression. */
  dwellMs?: number;
  /** View, impression: 0 to 100. */
  scrollPercent?: number;
  /** Cart and purchase. */
  quantity?: number;
  /** Unit price in the shop's currency. */
  price?: number;
  /** Rating only, and required there: 0 to 5. */
  rating?: number;
}

export interface TrackResult {
  eventId: string;
  /** 0: older than the session; it went into the history only. */
  sessionId: number;
  /** An event with this id was there already; nothing was changed. */
  duplicate: boolean;
  itemKnown: boolean;
}

export type Ranker = 'gru' | 'neighbors' | 'rules' | 'own_items' | 'popular';

export interface RecommendOptions {
  /** 1 to 1000; default 20. Fewer come back when fewer items pass the filters. */
  count?: number;
  /** Default all; those the model does not carry are skipped. */
  rankers?: readonly Ranker[];
  /** At most so many of one category; 0 = no limit. */
  maxPerCategory?: number;
  excludeSessionItems?: boolean;
  /** Default true. */
  excludePurchased?: boolean;
  /** Default true. */
  withReasons?: boolean;
  minPrice?: number;
  maxPrice?: number;
  /** An item passes when its category is listed; none listed = any. */
  categories?: readonly string[];
  brands?: readonly string[];
  excludedItems?: readonly string[];
}

/** Why an item is recommended. Readers pass over kinds that they do not know. */
export type ReasonKind =
  | 'session_context'
  | 'similar_sessions'
  | 'often_next'
  | 'seen_before'
  | 'popular'
  | 'popular_in_category';

export interface Reason {
  kind: ReasonKind;
  /** Its part of the score, 0 to 1; the reasons of one item add up to 1. */
  share: number;
  /** The item that it speaks of, where it speaks of one. */
  itemId?: string;
  itemTitle?: string;
}

/** What the model does not know of an item is left out. */
export interface RecommendedItem {
  id: string;
  /** Comparable within one result only. */
  score: number;
  price?: number;
  title?: string;
  category?: string;
  brand?: string;
  url?: string;
  image?: string;
  /** Largest share first. */
  reasons: Reason[];
}

/** What the recommendations follow from: nothing known, the session, or earlier sessions. */
export type Context = 'none' | 'session' | 'history';

export interface Recommendations {
  context: Context;
  /** Best first. */
  items: RecommendedItem[];
}

export interface ModelInfo {
  modelId: string;
  version: number;
  createdAtMs: number;
  itemCount: number;
  rankers: Ranker[];
  sessionTimeoutMs: number;
  artifactBytes: number;
  memoryBytes: number;
}

export interface SessionInfo {
  /** 0: there is no session. */
  sessionId: number;
  startedMs: number;
  lastActiveMs: number;
  eventCount: number;
  contextItems: number;
  active: boolean;
}

/** An event as it was recorded. */
export interface RecordedEvent extends ShopEvent {
  eventId: string;
  timeMs: number;
  /** 0: of no session. */
  sessionId: number;
}
