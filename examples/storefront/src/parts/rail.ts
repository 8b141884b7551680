import type {Recommendations} from 'nearshelf';

import type {Product} from '../catalog.js';
import {fill, h, icon} from '../dom.js';
import {reasonText} from '../shelf/reasons.js';
import type {Shop} from '../shop.js';
import {blankCard, card} from './card.js';

export interface RailOptions {
  /** For tests and styles: "for-you". */
  name: string;
  title: string;
  subtitle?: string;
  /** Asked for again after everything that changes recommendations. */
  load: () => Promise<Recommendations | undefined>;
  /** Products to leave out, for example the one on the page. */
  without?: readonly string[];
  /** Another rail whose products are not shown again. */
  after?: Rail;
  /** Default true; false for what does not follow the visit. */
  follows?: boolean;
}

const CARDS = 12;

/** A row of recommendations. It has its height from the start, so nothing moves when they come or change. */
export class Rail {
  readonly element: HTMLElement;
  /** Resolves when it has been filled once. */
  readonly ready: Promise<void>;
  /** What it shows. */
  ids: readonly string[] = [];
  private readonly list: HTMLElement;
  private shown = '';
  private asked = 0;
  private readonly onChange = (): void => {
    // What does not follow the visit is asked for again only when there was no answer (consent changed meanwhile).
    if (this.options.follows !== false || this.ids.length === 0) void this.refresh();
  };

  constructor(
    private readonly shop: Shop,
    private readonly options: RailOptions,
  ) {
    const id = `rail-${options.name}`;
    this.list = h(
      'ul',
      {class: 'rail-list', tabindex: 0, role: 'list', 'aria-labelledby': id},
      Array.from({length: CARDS}, () => h('li', {}, blankCard())),
    );
    this.element = h(
      'section',
      {class: 'rail', 'data-rail': options.name, 'aria-labelledby': id},
      h(
        'div',
        {class: 'rail-head'},
        h(
          'div',
          {},
          h('h2', {id}, options.title),
          options.subtitle !== undefined && h('p', {class: 'quiet'}, options.subtitle),
        ),
        h(
          'div',
          {class: 'rail-buttons'},
          h(
            'button',
            {class: 'round', onclick: () => this.scroll(-1), 'aria-label': `Back in ${options.title}`},
            icon('left'),
          ),
          h(
            'button',
            {class: 'round', onclick: () => this.scroll(1), 'aria-label': `Further in ${options.title}`},
            icon('right'),
          ),
        ),
      ),
      this.list,
    );
    shop.visit.addEventListener('change', this.onChange);
    this.ready = this.refresh();
  }

  stop(): void {
    this.shop.visit.removeEventListener('change', this.onChange);
    this.asked = -1;
  }

  private scroll(direction: number): void {
    this.list.scrollBy({left: direction * this.list.clientWidth * 0.85, behavior: 'smooth'});
  }

  private async refresh(): Promise<void> {
    if (this.asked < 0) return;
    const ticket = ++this.asked;
    await this.options.after?.ready;
    const result = await this.options.load();
    if (ticket !== this.asked) return;
    const without = new Set([...(this.options.without ?? []), ...(this.options.after?.ids ?? [])]);
    const items = (result?.items ?? [])
      .flatMap((item) => {
        const product = this.shop.catalog.get(item.id);
        return product && !without.has(item.id) ? [{item, product}] : [];
      })
      .slice(0, CARDS);
    this.ids = items.map(({item}) => item.id);
    this.element.classList.toggle('empty', items.length === 0);
    const shown = items.map(({item, product}) => `${item.id} ${reasonText(item, product, this.shop.catalog)}`).join();
    this.element.dataset.items = this.ids.join(' ');
    if (shown === this.shown || items.length === 0) return;
    const again = this.shown !== '';
    this.shown = shown;
    // Whoever is in the rail with the keyboard stays where they are.
    const focused = this.list.contains(document.activeElement) ? document.activeElement?.getAttribute('href') : null;
    fill(
      this.list,
      items.map(({item, product}) =>
        h(
          'li',
          {},
          card(product, {reason: reasonText(item, product, this.shop.catalog), onOpen: () => this.clicked(product)}),
        ),
      ),
    );
    if (again) {
      this.list.scrollTo({left: 0});
      this.list.classList.remove('fresh');
      requestAnimationFrame(() => this.list.classList.add('fresh'));
    }
    if (focused) this.list.querySelector<HTMLElement>(`a[href="${focused}"]`)?.focus();
  }

  private clicked(product: Product): void {
    void this.shop.visit.track({kind: 'click', itemId: product.id});
  }
}

/** What stands where a rail will be. */
export function blankRail(): HTMLElement {
  return h(
    'div',
    {class: 'rail', 'aria-hidden': 'true'},
    h(
      'div',
      {class: 'rail-head'},
      h('div', {}, h('p', {class: 'blank-title'}, '\u00a0'), h('p', {class: 'quiet'}, '\u00a0')),
    ),
    h(
      'div',
      {class: 'rail-list'},
      Array.from({length: CARDS}, () => blankCard()),
    ),
  );
}

/** The best sellers, whatever the visit; the catalog knows them too, should there be no model. */
export function popularRail(shop: Shop): Rail {
  return new Rail(shop, {
    name: 'popular',
    title: 'Popular now',
    subtitle: 'What the shop sells these weeks',
    load: async () =>
      (await shop.visit.recommend({count: CARDS, maxPerCategory: 2}, [])) ?? {
        context: 'none',
        items: shop.catalog.products
          .slice(0, CARDS)
          .map(({id}) => ({id, score: 0, reasons: [{kind: 'popular', share: 1}]})),
      },
    follows: false,
  });
}

/** What follows from the visit. */
export function forYouRail(shop: Shop, without: readonly string[] = [], after?: Rail): Rail {
  return new Rail(shop, {
    name: 'for-you',
    title: 'For you',
    subtitle: 'From this visit, worked out on your device',
    load: () => shop.visit.recommend({count: 2 * CARDS + without.length, excludeSessionItems: true, maxPerCategory: 5}),
    without,
    ...(after ? {after} : {}),
  });
}

/** What goes with one product. */
export function becauseRail(shop: Shop, product: Product): Rail {
  return new Rail(shop, {
    name: 'because',
    title: `Because you viewed ${product.name}`,
    load: () => shop.visit.recommend({count: CARDS + 1, excludedItems: [product.id]}, [product.id]),
    without: [product.id],
    follows: false,
  });
}
