import {filtered, slug, type Filter, type Product} from '../catalog.js';
import {fill, h} from '../dom.js';
import {card} from '../parts/card.js';
import {readyMadeRail} from '../parts/ready-made-rail.js';
import type {View} from '../router.js';
import type {Shop} from '../shop.js';

const AT_ONCE = 24;
const PRICES = [15, 30, 60, 120, 250];
const ORDERS = [
  ['popular', 'Best sellers'],
  ['cheap', 'Price, low to high'],
  ['dear', 'Price, high to low'],
] as const;

/** A department or one of its sections, with filters that live in the address. */
export function category(shop: Shop, url: URL, department: string, section?: string): View {
  const sections = shop.catalog.departments.get(department) ?? [];
  const base = `/c/${slug(department)}`;
  return {
    title: `${section ?? department} | Wren & Alder`,
    element: h(
      'div',
      {class: 'page'},
      h(
        'nav',
        {class: 'crumbs', 'aria-label': 'Where you are'},
        h('a', {href: '/'}, 'Shop'),
        section !== undefined && h('a', {href: base}, department),
      ),
      h('h1', {tabindex: -1}, section ?? department),
      h(
        'nav',
        {class: 'chips', 'aria-label': `Sections of ${department}`},
        [undefined, ...sections].map((name) =>
          h(
            'a',
            {
              class: 'chip',
              href: name === undefined ? base : `${base}/${slug(name)}`,
              'aria-current': name === section ? 'page' : undefined,
            },
            name ?? 'All',
          ),
        ),
      ),
      listing(shop, url, shop.catalog.listing(department, section)),
    ),
  };
}

/** What the search found; an empty answer is one too. */
export function search(shop: Shop, url: URL): View {
  const query = (url.searchParams.get('q') ?? '').trim();
  const found = shop.catalog.search(query);
  if (query && !url.searchParams.has('order') && !url.searchParams.has('brand')) {
    void shop.visit.track({kind: 'search', query: query.slice(0, 200)});
  }
  return {
    title: `${query || 'Search'} | Wren & Alder`,
    element: h(
      'div',
      {class: 'page'},
      h('h1', {tabindex: -1}, query ? `“${query}”` : 'Search'),
      found.length > 0
        ? listing(shop, url, found)
        : h(
            'div',
            {class: 'nothing'},
            h('p', {}, query ? 'Nothing here goes by that name.' : 'What are you looking for?'),
            h('p', {class: 'quiet'}, 'Try a kind of thing (“teapot”), a material (“walnut”) or a brand.'),
            readyMadeRail(shop),
          ),
    ),
  };
}

function filterOf(url: URL): Filter {
  const price = Number(url.searchParams.get('max'));
  const order = url.searchParams.get('order');
  return {
    brands: new Set(url.searchParams.getAll('brand')),
    ...(price > 0 ? {maxPrice: price} : {}),
    ...(order === 'cheap' || order === 'dear' ? {order} : {}),
  };
}

function listing(shop: Shop, url: URL, all: readonly Product[]): HTMLElement {
  const filter = filterOf(url);
  const products = filtered(all, filter);
  const grid = h('ul', {class: 'grid', role: 'list'});
  const more = h('button', {class: 'button plain more', onclick: () => show()}, 'Show more');
  let shown = 0;
  const show = (): void => {
    const next = products.slice(shown, shown + AT_ONCE).map((product) => h('li', {}, card(product)));
    grid.append(...next);
    if (shown > 0) next[0]?.querySelector('a')?.focus({preventScroll: true});
    shown += next.length;
    more.hidden = shown >= products.length;
  };
  show();
  return h(
    'div',
    {class: 'listing'},
    filters(shop, url, all, filter),
    h(
      'div',
      {},
      h('h2', {class: 'visually-hidden'}, 'Products'),
      h(
        'p',
        {class: 'count quiet', role: 'status'},
        `${products.length} ${products.length === 1 ? 'product' : 'products'}`,
      ),
      products.length > 0
        ? grid
        : h('p', {class: 'nothing'}, 'Nothing passes these filters. ', h('a', {href: plain(url)}, 'Clear them')),
      h('p', {class: 'more-row'}, more),
    ),
  );
}

function plain(url: URL): string {
  const query = url.searchParams.get('q');
  return url.pathname + (query === null ? '' : `?q=${encodeURIComponent(query)}`);
}

function filters(shop: Shop, url: URL, all: readonly Product[], filter: Filter): HTMLElement {
  const brands = [...new Set(all.map((product) => product.brand))].sort();
  const change = (set: (parameters: URLSearchParams) => void, focus: string): void => {
    const next = new URL(url);
    set(next.searchParams);
    shop.router.go(next.pathname + next.search, 'replace');
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-key="${CSS.escape(focus)}"]`)?.focus());
  };
  const select = (
    key: string,
    label: string,
    options: readonly (readonly [string, string])[],
    current: string,
  ): HTMLElement =>
    h(
      'label',
      {class: 'field'},
      h('span', {}, label),
      h(
        'select',
        {
          'data-key': key,
          onchange: (event: Event) => {
            const {value} = event.target as HTMLSelectElement;
            change((parameters) => (value ? parameters.set(key, value) : parameters.delete(key)), key);
          },
        },
        options.map(([value, text]) => h('option', {value, selected: value === current}, text)),
      ),
    );
  const boxes = h('fieldset', {class: 'brands'}, h('legend', {}, 'Brand'));
  fill(
    boxes,
    h('legend', {}, 'Brand'),
    brands.map((brand) =>
      h(
        'label',
        {class: 'check'},
        h('input', {
          type: 'checkbox',
          'data-key': `brand ${brand}`,
          checked: filter.brands?.has(brand),
          onchange: (event: Event) => {
            const on = (event.target as HTMLInputElement).checked;
            change(
              (parameters) => (on ? parameters.append('brand', brand) : parameters.delete('brand', brand)),
              `brand ${brand}`,
            );
          },
        }),
        brand,
      ),
    ),
  );
  const wide = matchMedia('(min-width: 60rem)').matches;
  return h(
    'details',
    {class: 'filters', open: wide || (filter.brands?.size ?? 0) > 0 || filter.maxPrice !== undefined},
    h('summary', {}, 'Filters and order'),
    h(
      'form',
      {'aria-label': 'Filters', onsubmit: (event: Event) => event.preventDefault()},
      select(
        'order',
        'Order',
        ORDERS.map(([key, text]) => [key === 'popular' ? '' : key, text]),
        filter.order ?? '',
      ),
      select(
        'max',
        'Price',
        [['', 'Any'], ...PRICES.map((price) => [String(price), `up to €${price}`] as const)],
        filter.maxPrice === undefined ? '' : String(filter.maxPrice),
      ),
      brands.length > 1 && boxes,
    ),
  );
}
