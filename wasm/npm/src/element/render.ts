/** The inside of a rail: one list entry for each item, kept by item id so that a refresh does not flicker. */
import type {RecommendedItem} from '../types.js';

export interface CardTexts {
  price: string;
  reason: string;
}

function box<K extends keyof HTMLElementTagNameMap>(tag: K, part: string): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.setAttribute('part', part);
  return element;
}

/** A web address as it may stand in a link or a picture; undefined for anything else, "javascript:" above all. */
export function safeUrl(url: string | undefined): string | undefined {
  if (!url) return undefined;
  try {
    const parsed = new URL(url, document.baseURI);
    return /^https?:$/.test(parsed.protocol) ? parsed.href : undefined;
  } catch {
    return undefined;
  }
}

/** An entry that only takes its room. */
export function placeholder(): HTMLLIElement {
  const entry = box('li', 'item loading');
  entry.setAttribute('aria-hidden', 'true');
  const link = box('span', 'link');
  link.append(box('span', 'picture'), box('span', 'title'), box('span', 'price'), box('span', 'reason'));
  entry.append(link);
  return entry;
}

/** An entry with the item's picture, title, price and reason. */
export function card(item: RecommendedItem): HTMLLIElement {
  const entry = box('li', 'item');
  entry.dataset.itemId = item.id;
  const href = safeUrl(item.url);
  const link = box('a', 'link');
  // Without an address it is still reached with the keyboard, as a button.
  if (href) link.href = href;
  else {
    link.setAttribute('role', 'button');
    link.tabIndex = 0;
  }
  const picture = box('span', 'picture');
  const source = safeUrl(item.image);
  if (source) {
    const image = box('img', 'image');
    image.loading = 'lazy';
    image.decoding = 'async';
    // The title stands beside it; said twice it only takes time.
    image.alt = '';
    image.src = source;
    picture.append(image);
  }
  const title = box('span', 'title');
  title.textContent = item.title ?? item.id;
  link.append(picture, title, box('span', 'price'), box('span', 'reason'));
  entry.append(link);
  return entry;
}

/** Puts the texts that change while the item stays into its entry. */
export function setTexts(entry: HTMLElement, texts: CardTexts): void {
  for (const part of ['price', 'reason'] as const) {
    const element = entry.querySelector(`[part='${part}']`);
    if (element && element.textContent !== texts[part]) element.textContent = texts[part];
  }
}
