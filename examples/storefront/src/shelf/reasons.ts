import type {Reason, RecommendedItem} from 'nearshelf';

import type {Catalog, Product} from '../catalog.js';

/** Why an item is shown, in a shopper's words; empty when the model gave no reason. */
export function reasonText(item: RecommendedItem, product: Product, catalog: Catalog): string {
  const reason = item.reasons[0];
  if (!reason) return '';
  const named = nameOf(reason, catalog);
  switch (reason.kind) {
    case 'session_context':
      return named ? `Fits your look at ${named}` : 'Fits what you are looking at';
    case 'similar_sessions':
      return named ? `Others who looked at ${named} liked this` : 'Visits like yours went on to this';
    case 'often_next':
      return named ? `Often viewed right after ${named}` : 'Often viewed next';
    case 'seen_before':
      return 'You looked at this before';
    case 'popular_in_category':
      return `Popular in ${product.section}`;
    case 'popular':
      return 'Popular now';
    default:
      return '';
  }
}

/** "Woodland Walnut Cutting Board", shortened to what a card has room for. */
function nameOf(reason: Reason, catalog: Catalog): string {
  const product = reason.itemId === undefined ? undefined : catalog.get(reason.itemId);
  if (!product) return '';
  const words = product.name.split(' ');
  return words.slice(-Math.min(words.length, 3)).join(' ');
}
