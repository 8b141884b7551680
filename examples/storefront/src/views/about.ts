import {h} from '../dom.js';
import type {View} from '../router.js';

const POINTS = [
  [
    'The shop is static',
    'Pages, pictures, the catalog and a small model (about a megabyte) are files ' +
      'on any web host. There is no recommendation server.',
  ],
  [
    'Your device ranks',
    'The model runs in WebAssembly in a worker, so the page stays quick. Each click moves it ' +
      'on, and all products are ranked anew in about a millisecond.',
  ],
  [
    'Reasons come with it',
    'Every suggestion says why it is there: what you looked at, what ' +
      'visits like yours went on to, or that it is popular.',
  ],
  [
    'You decide',
    'Three questions, three answers. Without a yes nothing is stored and nothing is sent. With one, the visit is ' +
      'kept in a file that only this shop can read.',
  ],
  [
    'What is sent can be taken back',
    'Who lets the shop count a visit sends minutes and products under a made-up name that changes every month. ' +
      'Take the yes back, and this device asks the server to erase it until the server says that it has.',
  ],
] as const;

/** How the demonstration works, for whoever wonders. */
export function about(): View {
  return {
    title: 'How it works | Wren & Alder',
    element: h(
      'div',
      {class: 'page'},
      h(
        'div',
        {class: 'narrow'},
        h('h1', {tabindex: -1}, 'How it works'),
        h('p', {class: 'lead'}, 'Wren & Alder is a made-up shop. What is real is how it recommends.'),
        h(
          'div',
          {class: 'points-grid'},
          POINTS.map(([title, text]) => h('section', {}, h('h2', {}, title), h('p', {}, text))),
        ),
      ),
    ),
  };
}
