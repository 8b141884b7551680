import {money, slug, type Product} from '../catalog.js';
import {h, icon} from '../dom.js';
import {picture} from '../parts/card.js';
import {becauseRail, forYouRail} from '../parts/rail.js';
import {readyMadeRail} from '../parts/ready-made-rail.js';
import type {View} from '../router.js';
import type {Shop} from '../shop.js';

/** A product, what goes with it, and what follows from the visit now that it has been seen. */
export function productPage(shop: Shop, product: Product): View {
  const because = becauseRail(shop, product);
  const forYou = forYouRail(shop, [product.id], because);
  void shop.visit.track({kind: 'view', itemId: product.id});
  const stopReading = shop.visit.reading(product.id);
  shop.lastViewed = product;
  const quantity = h(
    'select',
    {id: 'quantity'},
    [1, 2, 3, 4, 5, 6].map((n) => h('option', {value: n}, n)),
  );
  const add = (): void => {
    const count = Number(quantity.value);
    shop.cart.add(product, count);
    void shop.visit.track({kind: 'add_to_cart', itemId: product.id, quantity: count, price: product.price});
    shop.say(`${product.name} is in your cart.`);
  };
  return {
    title: `${product.title} | Wren & Alder`,
    element: h(
      'div',
      {class: 'page'},
      h(
        'nav',
        {class: 'crumbs', 'aria-label': 'Where you are'},
        h('a', {href: '/'}, 'Shop'),
        h('a', {href: `/c/${slug(product.department)}`}, product.department),
        h('a', {href: `/c/${slug(product.department)}/${slug(product.section)}`}, product.section),
      ),
      h(
        'article',
        {class: 'product'},
        h('div', {class: 'product-picture'}, picture(product, true)),
        h(
          'div',
          {class: 'product-text'},
          h('p', {class: 'eyebrow'}, product.brand),
          h('h1', {tabindex: -1}, product.name),
          h('p', {class: 'variant'}, product.variant),
          h('p', {class: 'product-price'}, money(product.price)),
          h(
            'div',
            {class: 'buy'},
            h('label', {for: 'quantity', class: 'visually-hidden'}, 'Quantity'),
            quantity,
            h('button', {class: 'button', 'data-action': 'add', onclick: add}, 'Add to cart'),
          ),
          h(
            'ul',
            {class: 'points', role: 'list'},
            h('li', {}, icon('truck'), 'Would ship in 2 days, free from €50'),
            h('li', {}, icon('undo'), 'Would come back within 60 days'),
            h('li', {}, icon('leaf'), 'Made up, so nothing had to be made'),
          ),
          h(
            'p',
            {class: 'quiet'},
            `${product.brand} and this ${product.section.toLowerCase()} page exist only in the sample shop.`,
          ),
        ),
      ),
      because.element,
      forYou.element,
    ),
    leave() {
      because.stop();
      forYou.stop();
      stopReading();
    },
  };
}

/** For addresses that nothing stands at. */
export function missing(shop: Shop): View {
  return {
    title: 'Not here | Wren & Alder',
    element: h(
      'div',
      {class: 'page nothing'},
      h('h1', {tabindex: -1}, 'There is nothing here'),
      h('p', {}, 'The address may be old. ', h('a', {href: '/'}, 'Back to the shop')),
      readyMadeRail(shop),
    ),
  };
}
