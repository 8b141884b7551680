import type {Reason} from 'nearshelf';
import {expect, it} from 'vitest';

import {Catalog, type Product} from '../src/catalog.js';
import {reasonText} from '../src/shelf/reasons.js';

const catalog = new Catalog({
  categories: ['Kitchen > Knives'],
  brands: ['Ovenbird'],
  products: [
    ['7', 0, 0, 42, 'Ovenbird Nordic Walnut Paring Knife, 14 cm', '/p/7'],
    ['8', 0, 0, 12, 'Ovenbird Cleaver, 20 cm', '/p/8'],
  ],
});
const product = catalog.get('7') as Product;
const text = (reason?: Partial<Reason> & {kind: Reason['kind']}): string =>
  reasonText({id: '7', score: 1, reasons: reason ? [{share: 1, ...reason}] : []}, product, catalog);

it('says why in a shopper’s words, naming what it speaks of', () => {
  expect(text({kind: 'session_context', itemId: '7'})).toBe('Fits your look at Walnut Paring Knife');
  expect(text({kind: 'session_context'})).toBe('Fits what you are looking at');
  expect(text({kind: 'often_next', itemId: '8'})).toBe('Often viewed right after Cleaver');
  expect(text({kind: 'similar_sessions', itemId: '8'})).toBe('Others who looked at Cleaver liked this');
  expect(text({kind: 'seen_before'})).toBe('You looked at this before');
  expect(text({kind: 'popular'})).toBe('Popular now');
  expect(text({kind: 'popular_in_category'})).toBe('Popular in Knives');
});

it('is silent about reasons that it does not know, products that are gone, and no reason at all', () => {
  expect(text()).toBe('');
  expect(text({kind: 'of_a_later_version' as 'popular'})).toBe('');
  expect(text({kind: 'often_next', itemId: 'gone'})).toBe('Often viewed next');
});
