import type {RecordedEvent} from 'nearshelf';
import {globalPrivacyControl} from 'nearshelf/consent';

import {fill, h} from '../dom.js';
import type {View} from '../router.js';
import type {Shop} from '../shop.js';

const KINDS = {
  view: 'Looked at',
  click: 'Clicked on',
  add_to_cart: 'Put into the cart',
  remove_from_cart: 'Took out of the cart',
  purchase: 'Pretended to buy',
  search: 'Searched for',
  rating: 'Rated',
  impression: 'Read',
} as const;
const STORAGE = {
  opfs: 'In a private file of this browser that only this shop can read. It survives a reload and a crash.',
  indexeddb: 'In this browser’s database for this shop. It survives a reload.',
  memory: 'In the memory of this page only. It is gone when you close the page.',
} as const;
const LISTED = 200;

/** Everything that this device knows, and everything that can be done about it. */
export function privacy(shop: Shop): View {
  const state = h('div', {class: 'state'});
  const list = h('div', {class: 'events', 'data-events': ''});
  const refresh = async (): Promise<void> => {
    const [info, profile] = await Promise.all([shop.visit.info(), shop.visit.profile().catch(() => undefined)]);
    const events = profile?.events ?? [];
    fill(
      state,
      h(
        'p',
        {'data-storage': info?.storage ?? 'none'},
        h('strong', {}, 'Where: '),
        info ? STORAGE[info.storage] : 'Recommendations are off on this browser.',
      ),
      h('p', {}, h('strong', {}, 'How much: '), `${events.length} ${events.length === 1 ? 'event' : 'events'}.`),
    );
    list.dataset.events = String(events.length);
    fill(list, events.length === 0 ? h('p', {class: 'quiet'}, 'Nothing so far.') : eventTable(shop, events));
  };
  const onChange = (): void => void refresh();
  shop.visit.addEventListener('change', onChange);
  const unsubscribe = shop.consent.subscribe(() => fill(choice, ...choiceOf(shop)));
  const choice = h('div', {class: 'choice-box'}, ...choiceOf(shop));
  void refresh();
  return {
    title: 'Privacy | Wren & Alder',
    element: h(
      'div',
      {class: 'page'},
      h(
        'div',
        {class: 'narrow'},
        h('h1', {tabindex: -1}, 'What this device knows'),
        h(
          'p',
          {class: 'lead'},
          'This page shows all of it. There is no copy elsewhere: the shop’s server only hands out files.',
        ),
        h('section', {'aria-labelledby': 'choice'}, h('h2', {id: 'choice'}, 'Your choice'), choice),
        h(
          'section',
          {'aria-labelledby': 'kept'},
          h('h2', {id: 'kept'}, 'What is kept'),
          state,
          h(
            'div',
            {class: 'buttons'},
            h(
              'button',
              {class: 'button plain', 'data-action': 'export', onclick: () => void download(shop)},
              'Download it (JSON)',
            ),
            h(
              'button',
              {class: 'button plain', 'data-action': 'forget', onclick: () => void forget(shop, refresh)},
              'Forget everything',
            ),
          ),
        ),
        h('section', {'aria-labelledby': 'events'}, h('h2', {id: 'events'}, 'Every event, newest first'), list),
      ),
    ),
    leave() {
      shop.visit.removeEventListener('change', onChange);
      unsubscribe();
    },
  };
}

function choiceOf(shop: Shop): HTMLElement[] {
  if (globalPrivacyControl()) {
    return [
      h(
        'p',
        {class: 'notice'},
        h('strong', {}, 'Your browser says no for you.'),
        ' It sends the Global Privacy Control signal, which this shop takes as ' +
          'your answer: nothing is kept, and we do not ask.',
      ),
    ];
  }
  const current = shop.consent.current;
  const said = {
    granted: 'You said yes: what you look at is remembered on this device.',
    denied: 'You said no: nothing is kept. Recommendations follow this page’s visit and end with it.',
    unknown: 'You have not answered yet, so nothing is kept.',
  }[current];
  return [
    h('p', {'data-consent': current}, said),
    h(
      'div',
      {class: 'buttons'},
      h(
        'button',
        {class: 'choice', 'aria-pressed': String(current === 'denied'), onclick: () => shop.consent.set('denied')},
        'No, keep nothing',
      ),
      h(
        'button',
        {class: 'choice', 'aria-pressed': String(current === 'granted'), onclick: () => shop.consent.set('granted')},
        'Yes, remember here',
      ),
    ),
  ];
}

async function forget(shop: Shop, refresh: () => Promise<void>): Promise<void> {
  await shop.visit.forget();
  shop.lastViewed = undefined;
  await refresh();
  shop.say('Forgotten: this device knows nothing about you.');
}

async function download(shop: Shop): Promise<void> {
  const profile = await shop.visit.profile();
  if (!profile) return;
  const url = URL.createObjectURL(new Blob([JSON.stringify(profile, null, 2)], {type: 'application/json'}));
  h('a', {href: url, download: 'what-this-device-knows.json'}).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function eventTable(shop: Shop, events: readonly RecordedEvent[]): HTMLElement {
  const time = new Intl.DateTimeFormat('en-GB', {dateStyle: 'medium', timeStyle: 'short'});
  const newest = [...events].sort((a, b) => b.timeMs - a.timeMs).slice(0, LISTED);
  return h(
    'div',
    {class: 'table-box', tabindex: 0, role: 'region', 'aria-labelledby': 'events'},
    h(
      'table',
      {},
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          ['When', 'What', 'Of what'].map((name) => h('th', {scope: 'col'}, name)),
        ),
      ),
      h(
        'tbody',
        {},
        newest.map((event) =>
          h(
            'tr',
            {},
            h('td', {}, time.format(event.timeMs)),
            h(
              'td',
              {},
              `${KINDS[event.kind]}${event.dwellMs === undefined ? '' : ` for ${Math.round(event.dwellMs / 1000)} s`}`,
            ),
            h('td', {}, event.query ?? shop.catalog.get(event.itemId ?? '')?.title ?? event.itemId ?? ''),
          ),
        ),
      ),
    ),
  );
}
