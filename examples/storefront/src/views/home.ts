import {slug} from '../catalog.js';
import {fill, h} from '../dom.js';
import {picture} from '../parts/card.js';
import {becauseRail, blankRail, forYouRail, popularRail, type Rail} from '../parts/rail.js';
import type {View} from '../router.js';
import type {Shop} from '../shop.js';

/** The front page: what is popular for whoever is new, what follows from the visit for everyone else. */
export function home(shop: Shop): View {
  let rails: Rail[] = [];
  let left = false;
  // A rail's place is held until it is known which one comes first: nothing moves then.
  const box = h('div', {class: 'rails'}, blankRail());
  const show = async (): Promise<void> => {
    const result = await shop.visit.recommend({count: 1});
    const known = result !== undefined && result.context !== 'none';
    if (left || rails.length > (known ? 1 : 0)) return;
    const popular = rails[0] ?? popularRail(shop);
    const because = known && shop.lastViewed ? becauseRail(shop, shop.lastViewed) : undefined;
    rails = [...(known ? [forYouRail(shop, [], because)] : []), ...(because ? [because] : []), popular];
    fill(
      box,
      rails.map((rail) => rail.element),
    );
  };
  const onChange = (): void => void show();
  shop.visit.addEventListener('change', onChange);
  void show();
  const faces = shop.catalog.products.filter(
    (product, i, all) => all.findIndex((other) => other.department === product.department) === i,
  );
  return {
    title: 'Wren & Alder: good things for home and away',
    element: h(
      'div',
      {class: 'page'},
      h(
        'section',
        {class: 'hero'},
        h(
          'div',
          {class: 'hero-text'},
          h('p', {class: 'eyebrow'}, 'For home and away'),
          h('h1', {tabindex: -1}, 'Good things, chosen with you. Not about you.'),
          h(
            'p',
            {class: 'lead'},
            'Every suggestion in this shop is worked out on your own device, from what you look at in this ' +
              'very visit. Have a look around and watch it change.',
          ),
          h(
            'p',
            {class: 'hero-links'},
            h(
              'a',
              {class: 'button', href: `/c/${slug(faces[0]?.department ?? '')}`},
              `Start with ${faces[0]?.department ?? ''}`,
            ),
            h('a', {class: 'button plain', href: '/about'}, 'How it works'),
          ),
        ),
        h(
          'div',
          {class: 'hero-pictures', 'aria-hidden': 'true'},
          faces.slice(0, 3).map((product) => picture(product, true)),
        ),
      ),
      box,
      h(
        'section',
        {class: 'tiles', 'aria-labelledby': 'departments'},
        h('h2', {id: 'departments'}, 'Departments'),
        h(
          'ul',
          {class: 'tile-list', role: 'list'},
          [...shop.catalog.departments].map(([name, sections]) =>
            h(
              'li',
              {},
              h(
                'a',
                {class: 'tile', href: `/c/${slug(name)}`},
                picture(faces.find((product) => product.department === name) ?? shop.catalog.products[0]!),
                h('span', {class: 'tile-name'}, name),
                h('span', {class: 'quiet'}, `${sections.slice(0, 3).join(', ')}${sections.length > 3 ? ' …' : ''}`),
              ),
            ),
          ),
        ),
      ),
      assurances(),
    ),
    leave() {
      left = true;
      shop.visit.removeEventListener('change', onChange);
      for (const rail of rails) rail.stop();
    },
  };
}

function assurances(): HTMLElement {
  const points = [
    ['Nothing leaves', 'No request tells anyone what you looked at. Open the network tab and see.'],
    ['Yours to see', 'The privacy page lists every event that this device knows, and forgets them at a click.'],
    ['Works offline', 'After the first visit the shop, its search and its suggestions need no connection.'],
  ];
  return h(
    'section',
    {class: 'assurances', 'aria-label': 'What is different here'},
    points.map(([title, text]) => h('div', {}, h('h2', {}, title), h('p', {}, text))),
  );
}
