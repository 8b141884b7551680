/**
 * `nearshelf/element`: `<nearshelf-rail kind="for-you | because | popular" item-id="..." count="8" heading="...">`, a
 * list of recommendations that keeps itself up to date. Importing it defines nothing; `defineRail()` does.
 */
import {card, placeholder, setTexts} from './element/render.js';
import {STYLE} from './element/style.js';
import {ENGLISH, type RailTexts} from './element/texts.js';
import type {Shelf, ShelfEvents} from './shelf.js';
import type {RecommendedItem, Recommendations, RecommendOptions} from './types.js';

export {ENGLISH, type RailTexts} from './element/texts.js';

export type RailKind = 'for-you' | 'because' | 'popular';

/** The part of a shelf that a rail uses. */
export type RailShelf = Pick<Shelf, 'recommend' | 'recommendAfter' | 'on'>;

/** Detail of 'nearshelf-select', which bubbles and can be cancelled to keep the page from following the link. */
export interface RailSelection {
  item: RecommendedItem;
  /** From 0. */
  position: number;
  kind: RailKind;
}

/** `<nearshelf-rail>`. Attributes: kind, item-id, count, heading, layout ("row" or "grid"), currency, lang. */
export interface RailElement extends HTMLElement {
  /** Where the recommendations come from; until it is set the rail shows placeholders. */
  shelf: RailShelf | null;
  /** Filters and more, beside what the attributes say. */
  options: RecommendOptions;
  /** Words in the shop's language; those left out stay English. */
  texts: Partial<RailTexts>;
  /** What is shown. */
  readonly items: readonly RecommendedItem[];
  /** Asks again; resolves when it is shown. Changes of the shelf do it by themselves. */
  refresh(): Promise<void>;
}

const DEFAULT_COUNT = 8;

function railClass(): CustomElementConstructor {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);

  return class extends HTMLElement implements RailElement {
    static readonly observedAttributes = ['kind', 'item-id', 'count', 'heading', 'layout', 'currency', 'lang'];

    #shelf: RailShelf | null = null;
    #options: RecommendOptions = {};
    #texts: RailTexts = ENGLISH;
    #items: readonly RecommendedItem[] = [];
    #asked = 0;
    #loaded = false;
    #scheduled = false;
    #unsubscribe: (() => void) | null = null;
    readonly #section = document.createElement('section');
    readonly #heading = document.createElement('h2');
    readonly #list = document.createElement('ul');
    readonly #empty = document.createElement('p');

    constructor() {
      super();
      const root = this.attachShadow({mode: 'open'});
      root.adoptedStyleSheets = [sheet];
      this.#section.setAttribute('part', 'rail');
      this.#section.setAttribute('aria-labelledby', 'heading');
      this.#heading.id = 'heading';
      this.#heading.setAttribute('part', 'heading');
      this.#list.setAttribute('part', 'list');
      // Without bullets Safari would not call it a list.
      this.#list.setAttribute('role', 'list');
      this.#list.addEventListener('click', (event) => this.#select(event));
      this.#list.addEventListener('keydown', (event) => this.#key(event));
      this.#empty.setAttribute('part', 'empty');
      this.#empty.hidden = true;
      this.#section.append(this.#heading, this.#list, this.#empty);
      root.append(this.#section);
    }

    get shelf(): RailShelf | null {
      return this.#shelf;
    }
    set shelf(shelf: RailShelf | null) {
      if (shelf === this.#shelf) return;
      this.#shelf = shelf;
      if (this.isConnected) this.#subscribe();
      this.#schedule();
    }

    get options(): RecommendOptions {
      return this.#options;
    }
    set options(options: RecommendOptions) {
      this.#options = options;
      this.#schedule();
    }

    get texts(): Partial<RailTexts> {
      return this.#texts;
    }
    set texts(texts: Partial<RailTexts>) {
      this.#texts = {...ENGLISH, ...texts};
      this.#show();
    }

    get items(): readonly RecommendedItem[] {
      return this.#items;
    }

    connectedCallback(): void {
      this.#subscribe();
      this.#show();
      this.#schedule();
    }

    disconnectedCallback(): void {
      this.#unsubscribe?.();
      this.#unsubscribe = null;
    }

    attributeChangedCallback(name: string): void {
      if (!this.isConnected) return;
      this.#show();
      if (name === 'kind' || name === 'item-id' || name === 'count') this.#schedule();
    }

    async refresh(): Promise<void> {
      const shelf = this.#shelf;
      const asked = ++this.#asked;
      if (!shelf || (this.#kind === 'because' && !this.getAttribute('item-id'))) return;
      let answer: Recommendations;
      try {
        answer = await this.#ask(shelf);
      } catch {
        // No model yet, or the shelf was closed: the page keeps what it has, and its own calls say why.
        answer = {context: 'none', items: [...this.#items]};
      }
      // A later question is on its way; its answer counts.
      if (asked !== this.#asked) return;
      this.#items = answer.items;
      this.#loaded = true;
      this.#show();
    }

    get #kind(): RailKind {
      const kind = this.getAttribute('kind');
      return kind === 'because' || kind === 'popular' ? kind : 'for-you';
    }

    get #count(): number {
      const count = Number(this.getAttribute('count'));
      return Number.isInteger(count) && count >= 1 && count <= 1000 ? count : DEFAULT_COUNT;
    }

    #ask(shelf: RailShelf): Promise<Recommendations> {
      const options: RecommendOptions = {excludeSessionItems: true, ...this.#options, count: this.#count};
      if (this.#kind === 'for-you') return shelf.recommend(options);
      return shelf.recommendAfter(this.#kind === 'because' ? [this.getAttribute('item-id')!] : [], options);
    }

    #subscribe(): void {
      this.#unsubscribe?.();
      this.#unsubscribe = this.#shelf?.on('change', (event) => this.#changed(event)) ?? null;
    }

    #changed({reason}: ShelfEvents['change']): void {
      if (this.#kind === 'for-you' || reason !== 'event') this.#schedule();
    }

    /** Several causes in one turn ask once. */
    #schedule(): void {
      if (this.#scheduled || !this.isConnected) return;
      this.#scheduled = true;
      queueMicrotask(() => {
        this.#scheduled = false;
        void this.refresh();
      });
    }

    #show(): void {
      const headings: Record<RailKind, string> = {
        'for-you': this.#texts.forYou,
        because: this.#texts.because,
        popular: this.#texts.popular,
      };
      this.#heading.textContent = this.getAttribute('heading') ?? headings[this.#kind];
      this.#list.dataset.layout = this.getAttribute('layout') ?? 'row';
      this.#section.setAttribute('aria-busy', String(!this.#loaded));
      const nothing = this.#loaded && this.#items.length === 0;
      this.#empty.hidden = !nothing;
      this.#empty.textContent = nothing ? this.#texts.empty : '';
      // An empty rail keeps the room that its placeholders had.
      if (nothing && this.#list.childElementCount > 0) this.#list.style.minHeight = `${this.#list.offsetHeight}px`;
      else if (!nothing) this.#list.style.minHeight = '';
      if (this.#loaded) this.#showItems();
      else if (this.#list.childElementCount !== this.#count) {
        this.#list.replaceChildren(...Array.from({length: this.#count}, placeholder));
      }
    }

    #showItems(): void {
      const present = new Map<string, HTMLLIElement>();
      for (const entry of this.#list.querySelectorAll<HTMLLIElement>('li[data-item-id]')) {
        present.set(entry.dataset.itemId!, entry);
      }
      const entries = this.#items.map((item) => {
        const entry = present.get(item.id) ?? card(item);
        const [first] = item.reasons;
        setTexts(entry, {
          price: item.price === undefined ? '' : this.#price(item.price),
          reason: (first && this.#texts.reason(first, item)) ?? '',
        });
        return entry;
      });
      const same =
        this.#list.childElementCount === entries.length &&
        entries.every((entry, index) => this.#list.children[index] === entry);
      if (!same) this.#list.replaceChildren(...entries);
    }

    #price(price: number): string {
      const language = this.getAttribute('lang') ?? (document.documentElement.lang || undefined);
      const currency = this.getAttribute('currency') ?? undefined;
      try {
        const style = currency ? 'currency' : 'decimal';
        const digits = currency ? {} : {minimumFractionDigits: 2, maximumFractionDigits: 2};
        return new Intl.NumberFormat(language, {style, currency, ...digits}).format(price);
      } catch {
        return price.toFixed(2);
      }
    }

    #select(event: Event): void {
      const entry = (event.target as Element).closest<HTMLElement>('li[data-item-id]');
      const position = this.#items.findIndex(({id}) => id === entry?.dataset.itemId);
      if (position < 0) return;
      const detail: RailSelection = {item: this.#items[position]!, position, kind: this.#kind};
      const selection = new CustomEvent('nearshelf-select', {detail, bubbles: true, composed: true, cancelable: true});
      if (!this.dispatchEvent(selection)) event.preventDefault();
    }

    /** Arrows and Home and End move along the rail; Enter and Space choose where there is no link. */
    #key(event: KeyboardEvent): void {
      const links = [...this.#list.querySelectorAll<HTMLElement>("a[part='link']")];
      const at = links.indexOf(event.target as HTMLElement);
      if (at < 0) return;
      if ((event.key === 'Enter' || event.key === ' ') && links[at]!.getAttribute('role') === 'button') {
        event.preventDefault();
        links[at]!.click();
        return;
      }
      const forward = getComputedStyle(this).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
      const backward = forward === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft';
      const goals: Record<string, number> = {[forward]: at + 1, [backward]: at - 1, Home: 0, End: links.length - 1};
      const goal = links[goals[event.key] ?? -1];
      if (!goal) return;
      event.preventDefault();
      goal.focus();
    }
  };
}

/** Defines the element, once however often it is called; a second shop widget may give it another name. */
export function defineRail(name = 'nearshelf-rail'): void {
  if (!customElements.get(name)) customElements.define(name, railClass());
}
