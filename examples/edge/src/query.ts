/** The query of GET /recommend: what may be asked, and one spelling for all questions that are the same. */
import type {RecommendOptions} from 'nearshelf/edge';

import {Problem} from './problem.js';

/** Items a session may have here. Later ones say most; a page keeps to its newest. */
export const MAX_ITEMS = 100;
/** Recommendations in one answer. */
export const MAX_COUNT = 100;
const MAX_ID_BYTES = 256;
const MAX_FILTER_VALUES = 100;

export interface Question {
  /** Oldest first. */
  itemIds: string[];
  options: RecommendOptions;
  /** Parameters in alphabetical order, without those that change nothing: the address to cache the answer under. */
  canonical: string;
}

type Values = ReadonlyMap<string, readonly string[]>;

function invalid(place: string, message: string): Problem {
  return new Problem(400, 'INVALID_ARGUMENT', message, `query.${place}`);
}

/** Every value is non-empty text of at most 256 bytes. */
function texts(values: Values, name: string, most: number): string[] {
  const all = [...(values.get(name) ?? [])];
  if (all.length > most) throw new Problem(400, 'LIMIT', `more than ${most} values`, `query.${name}`);
  for (const text of all) {
    const size = new TextEncoder().encode(text).length;
    if (size === 0 || size > MAX_ID_BYTES) throw invalid(name, `a value has ${size} bytes, not 1 to ${MAX_ID_BYTES}`);
  }
  return all;
}

function single(values: Values, name: string): string | undefined {
  const all = values.get(name);
  if (all !== undefined && all.length > 1) throw invalid(name, 'given more than once');
  return all?.[0];
}

function number(values: Values, name: string, pattern: RegExp, least: number, most: number): number | undefined {
  const text = single(values, name);
  if (text === undefined) return undefined;
  const value = pattern.test(text) ? Number(text) : NaN;
  if (!(value >= least && value <= most)) throw invalid(name, `not a number from ${least} to ${most}`);
  return value;
}

const WHOLE = /^\d{1,9}$/;
const PRICE = /^\d{1,9}(\.\d{1,9})?$/;
const PARAMETERS = [
  'brand',
  'category',
  'count',
  'exclude',
  'exclude_session',
  'items',
  'max_per_category',
  'max_price',
  'min_price',
  'reasons',
] as const;

function flag(values: Values, name: string, otherwise: boolean): boolean {
  const text = single(values, name);
  if (text !== undefined && text !== '0' && text !== '1') throw invalid(name, 'neither 0 nor 1');
  return text === undefined ? otherwise : text === '1';
}

/**
 * Reads `items=a,b,c` (or `items=a&items=b`, for ids with a comma), `count`, `category`, `brand`, `exclude` (each may
 * be given more than once), `min_price`, `max_price`, `max_per_category`, `exclude_session=1` and `reasons=0`.
 * Throws a Problem of status 400; parameters that are not listed are refused too, since each would split the cache.
 */
export function readQuery(parameters: URLSearchParams): Question {
  const values = new Map<string, string[]>();
  for (const [name, value] of parameters) {
    if (!(PARAMETERS as readonly string[]).includes(name)) {
      throw invalid(name, `unknown; known are ${PARAMETERS.join(', ')}`);
    }
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  const given = values.get('items') ?? [];
  if (given.length === 1) values.set('items', given[0] === '' ? [] : given[0]!.split(','));
  const itemIds = texts(values, 'items', MAX_ITEMS);
  const options: RecommendOptions = {
    count: number(values, 'count', WHOLE, 1, MAX_COUNT) ?? 20,
    maxPerCategory: number(values, 'max_per_category', WHOLE, 0, MAX_COUNT) ?? 0,
    excludeSessionItems: flag(values, 'exclude_session', false),
    withReasons: flag(values, 'reasons', true),
    categories: texts(values, 'category', MAX_FILTER_VALUES),
    brands: texts(values, 'brand', MAX_FILTER_VALUES),
    excludedItems: texts(values, 'exclude', MAX_FILTER_VALUES),
  };
  const minPrice = number(values, 'min_price', PRICE, 0, 1e9);
  const maxPrice = number(values, 'max_price', PRICE, 0, 1e9);
  if (minPrice !== undefined) options.minPrice = minPrice;
  if (maxPrice !== undefined) options.maxPrice = maxPrice;
  return {itemIds, options, canonical: canonicalQuery(itemIds, options)};
}

function canonicalQuery(itemIds: readonly string[], options: RecommendOptions): string {
  const query = new URLSearchParams();
  const add = (name: string, values: readonly string[] | undefined): void => {
    // The order of filters means nothing, that of a session everything.
    for (const value of [...new Set(values)].sort()) query.append(name, value);
  };
  const addNumber = (name: string, value: number | undefined, otherwise?: number): void => {
    if (value !== undefined && value !== otherwise) query.append(name, String(value));
  };
  add('brand', options.brands);
  add('category', options.categories);
  addNumber('count', options.count, 20);
  add('exclude', options.excludedItems);
  if (options.excludeSessionItems) query.append('exclude_session', '1');
  // One id with a comma would be read as two, so it is written in the other way.
  if (itemIds.length > 1 && itemIds.some((id) => id.includes(','))) for (const id of itemIds) query.append('items', id);
  else if (itemIds.length > 0) query.append('items', itemIds.join(','));
  addNumber('max_per_category', options.maxPerCategory, 0);
  addNumber('max_price', options.maxPrice);
  addNumber('min_price', options.minPrice);
  if (options.withReasons === false) query.append('reasons', '0');
  return query.toString().replaceAll('%2C', ',');
}
