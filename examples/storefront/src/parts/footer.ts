import {h, icon} from '../dom.js';

/** The foot of every page. `onPanel` opens the panel for developers. */
export function footer(onPanel: () => void): HTMLElement {
  return h(
    'footer',
    {class: 'foot'},
    h(
      'div',
      {class: 'foot-row'},
      h(
        'div',
        {},
        h('p', {class: 'foot-name'}, 'Wren & Alder'),
        h(
          'p',
          {},
          'A demonstration of Nearshelf. Products, brands, prices and pictures were made up by ',
          h('code', {}, 'nearshelf sample-shop'),
          '; nothing can be bought.',
        ),
      ),
      h(
        'nav',
        {'aria-label': 'More'},
        h('a', {href: '/privacy'}, 'What this device knows'),
        h('a', {href: '/about'}, 'How it works'),
        h('button', {class: 'link', onclick: onPanel}, icon('gauge'), 'Under the hood'),
      ),
    ),
  );
}
