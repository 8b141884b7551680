import {money} from '../catalog.js';
import {fill, h} from '../dom.js';
import {picture} from '../parts/card.js';
import {Rail} from '../parts/rail.js';
import type {View} from '../router.js';
import type {Shop} from '../shop.js';

/** What was put into the cart, and what goes with all of it. */
export function cartPage(shop: Shop): View {
  const box = h('div', {});
  const items = (): string[] => shop.cart.lines.map((line) => line.product.id);
  const goesWith = new Rail(shop, {
    name: 'cart',
    title: 'Goes well with your cart',
    load: () => shop.visit.recommend({count: 12, maxPerCategory: 3, excludedItems: items()}, items().slice(-20)),
  });
  const change = (id: string, quantity: number): void => {
    const product = shop.catalog.get(id);
    if (!product) return;
    shop.cart.add(product, quantity);
    const kind = quantity < 0 ? 'remove_from_cart' : 'add_to_cart';
    void shop.visit.track({kind, itemId: id, quantity: Math.abs(quantity), price: product.price});
  };
  const update = (): void => {
    const {lines, total} = shop.cart;
    if (lines.length === 0) {
      fill(
        box,
        h(
          'div',
          {class: 'nothing'},
          h('p', {}, 'Your cart is empty.'),
          h('p', {}, h('a', {class: 'button', href: '/'}, 'Look around')),
        ),
      );
      return;
    }
    fill(
      box,
      h(
        'div',
        {class: 'cart'},
        h(
          'ul',
          {class: 'lines', role: 'list'},
          lines.map(({product, quantity}) =>
            h(
              'li',
              {class: 'line'},
              picture(product, true),
              h(
                'div',
                {class: 'line-text'},
                h('p', {class: 'card-brand'}, product.brand),
                h('h2', {class: 'card-name'}, h('a', {href: product.url}, product.name)),
                h('p', {class: 'quiet'}, product.variant),
              ),
              h(
                'div',
                {class: 'stepper'},
                h(
                  'button',
                  {class: 'round', 'aria-label': `One less of ${product.name}`, onclick: () => change(product.id, -1)},
                  '−',
                ),
                h('span', {'aria-label': `Quantity ${quantity}`, role: 'img'}, quantity),
                h(
                  'button',
                  {class: 'round', 'aria-label': `One more of ${product.name}`, onclick: () => change(product.id, 1)},
                  '+',
                ),
              ),
              h('p', {class: 'price'}, money(product.price * quantity)),
            ),
          ),
        ),
        h(
          'aside',
          {class: 'summary', 'aria-label': 'Sum'},
          h(
            'dl',
            {},
            h('div', {}, h('dt', {}, 'Goods'), h('dd', {}, money(total))),
            h('div', {}, h('dt', {}, 'Delivery'), h('dd', {}, total >= 50 ? 'free' : money(4.9))),
            h('div', {class: 'sum'}, h('dt', {}, 'Total'), h('dd', {}, money(total + (total >= 50 ? 0 : 4.9)))),
          ),
          h('a', {class: 'button wide', href: '/checkout'}, 'To the pretend checkout'),
        ),
      ),
    );
  };
  shop.cart.addEventListener('change', update);
  update();
  return {
    title: 'Cart | Wren & Alder',
    element: h('div', {class: 'page'}, h('h1', {tabindex: -1}, 'Your cart'), box, goesWith.element),
    leave() {
      shop.cart.removeEventListener('change', update);
      goesWith.stop();
    },
  };
}

/** Asks for nothing and sells nothing, but counts as a purchase for what is recommended next. */
export function checkout(shop: Shop): View {
  const {lines, total} = shop.cart;
  const box = h('div', {class: 'narrow'});
  const order = async (): Promise<void> => {
    shop.cart.clear();
    fill(
      box,
      h('h1', {tabindex: -1}, 'That was all'),
      h(
        'p',
        {class: 'lead'},
        'In a shop, your order would be on its way. Here it only means ' +
          'that what you “bought” is no longer recommended.',
      ),
      h('p', {}, h('a', {class: 'button', href: '/'}, 'Back to the shop')),
    );
    box.querySelector('h1')?.focus();
    for (const {product, quantity} of lines) {
      await shop.visit.track({kind: 'purchase', itemId: product.id, quantity, price: product.price});
    }
  };
  fill(
    box,
    h('h1', {tabindex: -1}, 'Pretend checkout'),
    h(
      'p',
      {class: 'notice'},
      h('strong', {}, 'This is a demonstration.'),
      ' Nothing is ordered, no name and no card is asked for, nothing is sent.',
    ),
    lines.length === 0
      ? h('p', {}, 'There is nothing to check out. ', h('a', {href: '/'}, 'Look around'))
      : h(
          'div',
          {},
          h(
            'ul',
            {class: 'plain-list'},
            lines.map(({product, quantity}) =>
              h('li', {}, `${quantity} × ${product.title}, ${money(product.price * quantity)}`),
            ),
          ),
          h('p', {class: 'product-price'}, money(total)),
          h('button', {class: 'button', 'data-action': 'order', onclick: () => void order()}, 'Pretend to order'),
        ),
  );
  return {title: 'Checkout | Wren & Alder', element: h('div', {class: 'page'}, box)};
}
