import {describe, expect, it} from 'vitest';

import {Catalog, filtered, money, slug} from '../src/catalog.js';

const catalog = new Catalog({
  categories: ['Coffee & Tea > Mugs', 'Kitchen > Knives', 'Kitchen > Cookware'],
  brands: ['Ovenbird', 'Windlass & Co'],
  products: [
    ['7', 1, 0, 42, 'Ovenbird Nordic Walnut Paring Knife, 14 cm', '/p/7-ovenbird-nordic-walnut-paring-knife-14-cm'],
    ['2', 0, 1, 15.95, 'Windlass & Co Happy Enamel Mug, Set of 2', '/p/2-windlass-co-happy-enamel-mug-set-of-2'],
    ['9', 2, 0, 59.9, 'Ovenbird Pro Steel Wok, 28 cm', '/p/9-ovenbird-pro-steel-wok-28-cm'],
    ['4', 1, 1, 12.95, 'Windlass & Co Mono Ceramic Cleaver, 20 cm', '/p/4-windlass-co-mono-ceramic-cleaver-20-cm'],
  ],
});
const ids = (products: readonly {id: string}[]): string => products.map(({id}) => id).join(' ');

describe('Catalog', () => {
  it('takes titles apart into brand, name and variant', () => {
    expect(catalog.get('2')).toMatchObject({
      brand: 'Windlass & Co',
      name: 'Happy Enamel Mug',
      variant: 'Set of 2',
      department: 'Coffee & Tea',
      section: 'Mugs',
      image: '/images/2.svg',
    });
    expect(catalog.get('nothing')).toBeUndefined();
  });

  it('lists departments and sections by what stands in addresses, best sellers first', () => {
    expect(slug('Coffee & Tea')).toBe('coffee-tea');
    expect(catalog.department('coffee-tea')).toBe('Coffee & Tea');
    expect(catalog.department('coffee')).toBeUndefined();
    expect(ids(catalog.listing('Kitchen'))).toBe('7 9 4');
    expect(ids(catalog.listing('Kitchen', 'Knives'))).toBe('7 4');
    expect([...catalog.departments]).toEqual([
      ['Coffee & Tea', ['Mugs']],
      ['Kitchen', ['Knives', 'Cookware']],
    ]);
  });

  it('finds words by how they begin, all of them', () => {
    expect(ids(catalog.search('oven wok'))).toBe('9');
    expect(ids(catalog.search('KNIVES'))).toBe('7 4');
    expect(ids(catalog.search('nife'))).toBe('');
    expect(ids(catalog.search('   '))).toBe('');
  });

  it('filters and orders without touching the listing', () => {
    const kitchen = catalog.listing('Kitchen');
    expect(ids(filtered(kitchen, {order: 'cheap'}))).toBe('4 7 9');
    expect(ids(filtered(kitchen, {order: 'dear', brands: new Set(['Ovenbird'])}))).toBe('9 7');
    expect(ids(filtered(kitchen, {maxPrice: 42}))).toBe('7 4');
    expect(ids(filtered(kitchen, {brands: new Set()}))).toBe('7 9 4');
    expect(ids(kitchen)).toBe('7 9 4');
    expect(money(37.9)).toBe('€37.90');
  });
});
