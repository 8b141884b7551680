import {slug} from '../catalog.js';
import {fill, h, icon} from '../dom.js';
import type {Shop} from '../shop.js';

/** The strip, the head and the departments; the same on every page. */
export function header(shop: Shop): {element: HTMLElement; shown: (url: URL) => void} {
  const field = h('input', {
    type: 'search',
    name: 'q',
    id: 'search',
    placeholder: 'Search 3,000 things',
    autocomplete: 'off',
    enterkeyhint: 'search',
  });
  field.placeholder = `Search ${shop.catalog.products.length.toLocaleString('en')} things`;
  const form = h(
    'form',
    {
      role: 'search',
      class: 'search',
      action: '/search',
      onsubmit: (event: SubmitEvent) => {
        event.preventDefault();
        if (field.value.trim()) shop.router.go(`/search?q=${encodeURIComponent(field.value.trim())}`);
      },
    },
    h('label', {for: 'search', class: 'visually-hidden'}, 'Search the shop'),
    field,
    h('button', {class: 'search-button', 'aria-label': 'Search'}, icon('search')),
  );
  const count = h('span', {class: 'badge'});
  const cartLink = h(
    'a',
    {href: '/cart', class: 'head-link'},
    icon('cart'),
    h('span', {class: 'head-label'}, 'Cart'),
    count,
  );
  const update = (): void => {
    const items = shop.cart.count;
    fill(count, items > 0 && String(items));
    cartLink.setAttribute(
      'aria-label',
      items === 0 ? 'Cart, empty' : `Cart, ${items} ${items === 1 ? 'item' : 'items'}`,
    );
  };
  shop.cart.addEventListener('change', update);
  update();
  const departments = [...shop.catalog.departments.keys()].map((name) => h('a', {href: `/c/${slug(name)}`}, name));
  const element = h(
    'header',
    {class: 'head'},
    h('p', {class: 'strip'}, 'A made-up shop: nothing is sold here, and nothing leaves your device unless you say so.'),
    h(
      'div',
      {class: 'head-row'},
      h(
        'a',
        {href: '/', class: 'logo'},
        h('img', {src: '/icon.svg', alt: '', width: 36, height: 36}),
        h('span', {}, 'Wren & Alder'),
      ),
      form,
      h(
        'nav',
        {class: 'head-links', 'aria-label': 'Yours'},
        h(
          'a',
          {href: '/privacy', class: 'head-link', 'aria-label': 'Privacy'},
          icon('shield'),
          h('span', {class: 'head-label'}, 'Privacy'),
        ),
        cartLink,
      ),
    ),
    h('nav', {class: 'departments', 'aria-label': 'Departments'}, departments),
  );
  return {
    element,
    shown(url) {
      for (const link of departments) {
        const here = url.pathname === link.pathname || url.pathname.startsWith(`${link.pathname}/`);
        if (here) link.setAttribute('aria-current', 'page');
        else link.removeAttribute('aria-current');
      }
      field.value = url.pathname === '/search' ? (url.searchParams.get('q') ?? '') : '';
    },
  };
}
