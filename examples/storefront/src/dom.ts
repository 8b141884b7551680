/** What may be put into an element; what is false or missing is left out. */
export type Child = Node | string | number | false | null | undefined;

/** Attributes by name; `on...` functions listen, true is an empty attribute, false and undefined leave it out. */
export type Attributes = Record<string, string | number | boolean | undefined | ((event: never) => void)>;

/** Makes an element. Text goes in as text, never as markup, so nothing needs escaping. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Child | Child[])[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...present(children.flat()));
  return element;
}

/** Replaces everything in `parent`. */
export function fill(parent: Element, ...children: (Child | Child[])[]): void {
  parent.replaceChildren(...present(children.flat()));
}

function present(children: Child[]): (Node | string)[] {
  return children
    .filter((child) => child !== false && child !== null && child !== undefined)
    .map((child) => (typeof child === 'number' ? String(child) : child)) as (Node | string)[];
}

const ICONS = {
  cart: 'M3 4h2l2.400 11h10.200L20 7.500H6M9 20h.01M17 20h.01',
  search: 'M10.500 4a6.500 6.500 0 1 1 0 13a6.500 6.500 0 0 1 0-13zM15.500 15.500L20 20',
  shield: 'M12 3l7 3v5.500c0 4.500-3 7.500-7 9.500c-4-2-7-5-7-9.500V6zM9 12l2 2l4-4',
  left: 'M14.500 5l-7 7l7 7',
  right: 'M9.500 5l7 7l-7 7',
  close: 'M6 6l12 12M18 6L6 18',
  gauge: 'M4 17a8.500 8.500 0 1 1 16 0M12 15l4-5',
  truck: 'M3 6h11v10H3zM14 10h4l3 3v3h-7M7 18.500h.01M17 18.500h.01',
  leaf: 'M5 19c0-9 5-14 15-14c0 10-5 14-11 14c-2 0-4-1-4-3M5 19c3-5 6-7 10-9',
  undo: 'M4 9h10a5 5 0 0 1 0 10H9M4 9l4-4M4 9l4 4',
} as const;

/** A line icon, decoration only: say what it means in text. */
export function icon(name: keyof typeof ICONS): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  for (const [key, value] of Object.entries({viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true'})) {
    svg.setAttribute(key, value);
  }
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

/** Lets the browser paint and take input before more is done. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
