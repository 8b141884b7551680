import {money, type Product} from '../catalog.js';
import {h} from '../dom.js';

/** A picture that holds its place before it is there. */
export function picture(product: Product, eager = false): HTMLElement {
  return h('img', {
    src: product.image,
    alt: '',
    width: 240,
    height: 240,
    loading: eager ? 'eager' : 'lazy',
    decoding: 'async',
  });
}

/** A product in a listing or a rail; one link, named by brand and product. */
export function card(product: Product, options: {reason?: string; onOpen?: () => void} = {}): HTMLElement {
  return h(
    'article',
    {class: 'card', 'data-item': product.id},
    h('div', {class: 'card-picture'}, picture(product)),
    h(
      'div',
      {class: 'card-text'},
      h('p', {class: 'card-brand'}, product.brand),
      h(
        'h3',
        {class: 'card-name'},
        h('a', {href: product.url, ...(options.onOpen ? {onclick: options.onOpen} : {})}, product.name),
      ),
      h(
        'p',
        {class: 'card-foot'},
        h('span', {class: 'price'}, money(product.price)),
        h('span', {class: 'variant'}, product.variant),
      ),
      options.reason !== undefined && h('p', {class: 'reason'}, options.reason),
    ),
  );
}

/** What stands where a card will be. */
export function blankCard(): HTMLElement {
  return h(
    'article',
    {class: 'card blank', 'aria-hidden': 'true'},
    h('div', {class: 'card-picture'}),
    h(
      'div',
      {class: 'card-text'},
      h('p', {class: 'card-brand'}, '\u00a0'),
      h('p', {class: 'card-name'}, '\u00a0'),
      h('p', {class: 'card-foot'}, '\u00a0'),
      h('p', {class: 'reason'}, '\u00a0'),
    ),
  );
}
