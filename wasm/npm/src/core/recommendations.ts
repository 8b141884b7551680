/** What is asked for and what comes back, to and from the structs of the ABI. */
import type {
  Context,
  Ranker,
  Reason,
  ReasonKind,
  Recommendations,
  RecommendedItem,
  RecommendOptions,
} from '../types.js';
import {NearshelfError} from '../errors.js';
import type {ModuleInstance} from './instance.js';
import {nsh_item, nsh_reason, nsh_recommend_options as o} from './layout.js';
import type {ModuleMemory} from './memory.js';

/** By bit. */
const RANKERS: readonly Ranker[] = ['gru', 'neighbors', 'rules', 'own_items', 'popular'];
const CONTEXTS: readonly Context[] = ['none', 'session', 'history'];
const REASONS: readonly ReasonKind[] = [
  'session_context',
  'similar_sessions',
  'often_next',
  'seen_before',
  'popular',
  'popular_in_category',
];

/** The rankers of NSH_RANKER_* bits. */
export function rankersOf(bits: number): Ranker[] {
  return RANKERS.filter((_, bit) => (bits & (1 << bit)) !== 0);
}

function rankerBits(rankers: readonly Ranker[]): number {
  let bits = 0;
  for (const ranker of rankers) {
    const bit = RANKERS.indexOf(ranker);
    if (bit < 0) throw new NearshelfError('INVALID_ARGUMENT', `no ranker is named ${ranker}`, 'options.rankers');
    bits |= 1 << bit;
  }
  return bits;
}

/** Address of an nsh_recommend_options, or 0 for the defaults. Inside `scoped` only. */
export function writeOptions(instance: ModuleInstance, options: RecommendOptions | undefined): number {
  if (!options) return 0;
  const {memory} = instance;
  const at = memory.allocate(o.sizeof);
  instance.run('nsh_recommend_options_init', at);
  const list = (texts: readonly string[] | undefined, data: number, count: number): void => {
    if (!texts?.length) return;
    const array = memory.writeStrings(texts);
    memory.view.setUint32(at + data, array, true);
    memory.view.setUint32(at + count, texts.length, true);
  };
  list(options.categories, o.categories, o.category_count);
  list(options.brands, o.brands, o.brand_count);
  list(options.excludedItems, o.excluded_items, o.excluded_item_count);
  const {view} = memory;
  const uint = (value: number | undefined, field: number, place: string): void => {
    if (value === undefined) return;
    if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) {
      throw new NearshelfError('INVALID_ARGUMENT', `${value} is not a number of that kind`, `options.${place}`);
    }
    view.setUint32(at + field, value, true);
  };
  const flag = (value: boolean | undefined, field: number): void => {
    if (value !== undefined) view.setInt32(at + field, value ? 1 : 0, true);
  };
  uint(options.count, o.count, 'count');
  uint(options.maxPerCategory, o.max_per_category, 'maxPerCategory');
  if (options.rankers) view.setUint32(at + o.rankers, rankerBits(options.rankers), true);
  flag(options.excludeSessionItems, o.exclude_session_items);
  flag(options.excludePurchased, o.exclude_purchased);
  flag(options.withReasons, o.with_reasons);
  if (options.minPrice !== undefined) view.setFloat32(at + o.min_price, options.minPrice, true);
  if (options.maxPrice !== undefined) view.setFloat32(at + o.max_price, options.maxPrice, true);
  return at;
}

function readReason(memory: ModuleMemory, at: number): Reason | null {
  const kind = REASONS[memory.int32(at + nsh_reason.kind) - 1];
  if (!kind) return null;
  const reason: Reason = {kind, share: memory.float32(at + nsh_reason.share)};
  const itemId = memory.readString(at + nsh_reason.item_id);
  const itemTitle = memory.readString(at + nsh_reason.item_title);
  if (itemId) reason.itemId = itemId;
  if (itemTitle) reason.itemTitle = itemTitle;
  return reason;
}

function readItem(memory: ModuleMemory, at: number): RecommendedItem {
  const item: RecommendedItem = {
    id: memory.readString(at + nsh_item.id),
    score: memory.float32(at + nsh_item.score),
    reasons: [],
  };
  const price = memory.float32(at + nsh_item.price);
  if (!Number.isNaN(price)) item.price = price;
  for (const field of ['title', 'category', 'brand', 'url', 'image'] as const) {
    const text = memory.readString(at + nsh_item[field]);
    if (text) item[field] = text;
  }
  return item;
}

/** Reads an nsh_recommendations and frees it. Inside `scoped` only. */
export function takeRecommendations(instance: ModuleInstance, handle: number): Recommendations {
  const {memory} = instance;
  try {
    const at = memory.allocateSized(nsh_item.sizeof);
    const reasonAt = memory.allocateSized(nsh_reason.sizeof);
    return instance.guarded('nsh_recommendations', (exports) => {
      const count = exports.nsh_recommendations_count!(handle);
      const items: RecommendedItem[] = [];
      for (let i = 0; i < count; ++i) {
        exports.nsh_recommendations_get_item!(handle, i, at, 0);
        const item = readItem(memory, at);
        const reasons = memory.uint32(at + nsh_item.reason_count);
        for (let j = 0; j < reasons; ++j) {
          exports.nsh_recommendations_get_reason!(handle, i, j, reasonAt, 0);
          const reason = readReason(memory, reasonAt);
          if (reason) item.reasons.push(reason);
        }
        items.push(item);
      }
      return {context: CONTEXTS[exports.nsh_recommendations_context!(handle)]!, items};
    });
  } finally {
    instance.run('nsh_recommendations_free', handle);
  }
}
