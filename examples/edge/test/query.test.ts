import {describe, expect, test} from 'vitest';

import {Problem} from '../src/problem.js';
import {readQuery} from '../src/query.js';

const read = (query: string): ReturnType<typeof readQuery> => readQuery(new URLSearchParams(query));

function problem(query: string): Problem {
  try {
    read(query);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error(`${query} was taken`);
}

describe('the query', () => {
  test('without parameters asks for twenty popular items', () => {
    const question = read('');
    expect(question.itemIds).toEqual([]);
    expect(question.options).toMatchObject({count: 20, withReasons: true, excludeSessionItems: false});
    expect(question.canonical).toBe('');
  });

  test('names items in their order, also those with a comma', () => {
    expect(read('items=c,a,b').itemIds).toEqual(['c', 'a', 'b']);
    expect(read('items=c%2Ca').itemIds).toEqual(['c', 'a']);
    expect(read('items=c,1&items=a').itemIds).toEqual(['c,1', 'a']);
    expect(read('items=').itemIds).toEqual([]);
    expect(read('items=%C3%A9').itemIds).toEqual(['é']);
  });

  test('has every filter', () => {
    const query =
      'items=a&count=5&category=x&category=y&brand=b&exclude=e&min_price=1.5&max_price=9&max_per_category=2' +
      '&exclude_session=1&reasons=0';
    expect(read(query).options).toEqual({
      count: 5,
      maxPerCategory: 2,
      excludeSessionItems: true,
      withReasons: false,
      categories: ['x', 'y'],
      brands: ['b'],
      excludedItems: ['e'],
      minPrice: 1.5,
      maxPrice: 9,
    });
  });

  test('is spelled in one way', () => {
    const one = read('items=b,a&count=5&category=y&category=x&category=y').canonical;
    expect(one).toBe('category=x&category=y&count=5&items=b,a');
    expect(read('category=x&count=05&category=y&items=b%2Ca').canonical).toBe(one);
    expect(read('items=a,b&count=5&category=x&category=y').canonical).not.toBe(one);
    expect(read('count=20&items=a&reasons=1&exclude_session=0&max_per_category=0').canonical).toBe('items=a');
  });

  test('read again in its one spelling, asks the same', () => {
    const queries = ['items=a,b', 'items=c,1&items=a', 'brand=a%26b&items=x%20y&min_price=1.50', 'items=%2B&reasons=0'];
    for (const query of queries) {
      const first = read(query);
      expect(read(first.canonical), query).toEqual(first);
    }
  });

  test('that cannot be is refused by place', () => {
    const refused: Record<string, string> = {
      'count=0': 'query.count',
      'count=101': 'query.count',
      'count=ten': 'query.count',
      'count=1e1': 'query.count',
      'count=': 'query.count',
      'count=1&count=2': 'query.count',
      'items=a,,b': 'query.items',
      [`items=${'x'.repeat(257)}`]: 'query.items',
      [`items=${'%C3%A9'.repeat(129)}`]: 'query.items',
      'min_price=-1': 'query.min_price',
      'max_price=NaN': 'query.max_price',
      'max_price=Infinity': 'query.max_price',
      'exclude_session=yes': 'query.exclude_session',
      'category=': 'query.category',
      'utm_source=mail': 'query.utm_source',
    };
    for (const [query, place] of Object.entries(refused)) {
      expect(problem(query), query).toMatchObject({status: 400, code: 'INVALID_ARGUMENT', place});
    }
    const many = Array.from({length: 101}, (_, i) => i);
    expect(problem(`items=${many.join(',')}`)).toMatchObject({status: 400, code: 'LIMIT', place: 'query.items'});
    expect(read(`items=${many.slice(1).join(',')}`).itemIds).toHaveLength(100);
  });
});
