import type {RecordedEvent, ShelfInfo, SyncInfo} from 'nearshelf';
import {globalPrivacyControl} from 'nearshelf/consent';

import {fill, h} from '../dom.js';
import type {View} from '../router.js';
import {PURPOSES, QUESTIONS} from '../shelf/consent.js';
import {events as countOf, lastSync, nextPseudonym} from '../shelf/sync-state.js';
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
const TIME = new Intl.DateTimeFormat('en-GB', {dateStyle: 'medium', timeStyle: 'short'});
const QUEUE_EVENTS = ['change', 'sync'] as const;

/** Everything that this device knows and sends, and everything that can be done about it. */
export function privacy(shop: Shop): View {
  const state = h('div', {class: 'state'});
  const sent = h('div', {class: shop.files.sync ? 'state sent' : 'state', 'data-sync': ''});
  const list = h('div', {class: 'events', 'data-events': ''});
  const choice = h('div', {class: 'choice-box'});
  const refresh = async (): Promise<void> => {
    const [info, sync, events] = await Promise.all([shop.visit.info(), shop.visit.syncInfo(), shop.visit.events()]);
    fill(
      state,
      h(
        'p',
        {'data-storage': info?.storage ?? 'none'},
        h('strong', {}, 'Where: '),
        info ? STORAGE[info.storage] : 'Recommendations are off on this browser.',
      ),
      h('p', {}, h('strong', {}, 'How much: '), `${countOf(events.length)}.`),
    );
    fill(sent, ...sentOf(shop, info, sync));
    Object.assign(sent.dataset, {
      queued: String(sync?.queuedEvents ?? 0),
      acknowledged: String(sync?.acknowledgedEvents ?? 0),
      erasures: String(sync?.pendingErasures ?? 0),
    });
    list.dataset.events = String(events.length);
    fill(list, events.length === 0 ? h('p', {class: 'quiet'}, 'Nothing so far.') : eventTable(shop, events));
  };
  const onChange = (): void => void refresh();
  for (const type of QUEUE_EVENTS) shop.visit.addEventListener(type, onChange);
  const unsubscribe = shop.consent.subscribe(() => {
    // Whoever answered with the keyboard stays where they are.
    const focused = choice.contains(document.activeElement) ? document.activeElement?.getAttribute('data-answer') : null;
    fill(choice, ...choiceOf(shop));
    if (focused) choice.querySelector<HTMLElement>(`[data-answer="${focused}"]`)?.focus();
  });
  fill(choice, ...choiceOf(shop));
  void refresh();
  const file = h('input', {
    type: 'file',
    accept: 'application/json,.json',
    class: 'visually-hidden',
    id: 'import',
    tabindex: -1,
    'aria-label': 'A file that this page made',
    onchange: () => void takeUp(shop, file, refresh),
  });
  return {
    title: 'Privacy | Wren & Alder',
    element: h(
      'div',
      {class: 'page'},
      h(
        'div',
        {class: 'narrow'},
        h('h1', {tabindex: -1}, 'What this device knows'),
        h('p', {class: 'lead'}, 'This page shows all of it, and what of it was sent to the shop.'),
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
              {class: 'button plain', 'data-action': 'import', onclick: () => file.click()},
              'Bring it from another device',
            ),
            h(
              'button',
              {class: 'button plain', 'data-action': 'forget', onclick: () => void forget(shop, refresh)},
              'Forget everything',
            ),
            file,
          ),
        ),
        h('section', {'aria-labelledby': 'sent'}, h('h2', {id: 'sent'}, 'What is sent'), sent),
        h('section', {'aria-labelledby': 'events'}, h('h2', {id: 'events'}, 'Every event, newest first'), list),
      ),
    ),
    leave() {
      for (const type of QUEUE_EVENTS) shop.visit.removeEventListener(type, onChange);
      unsubscribe();
    },
  };
}

/** Every question with its two answers, which look alike. */
function choiceOf(shop: Shop): HTMLElement[] {
  if (globalPrivacyControl()) {
    return [
      h(
        'p',
        {class: 'notice'},
        h('strong', {}, 'Your browser says no for you.'),
        ' It sends the Global Privacy Control signal, which this shop takes as ' +
          'your answer: nothing is kept, nothing is sent, and we do not ask.',
      ),
    ];
  }
  const answered = PURPOSES.some((purpose) => shop.consent.answer(purpose) !== 'unknown');
  const {timeMs, policyVersion} = shop.consent.current;
  return [
    h(
      'p',
      {},
      answered && timeMs
        ? `You answered on ${TIME.format(timeMs)}, to the text of ${policyVersion}.`
        : 'You have not answered yet, so nothing is kept and nothing is sent.',
    ),
    ...PURPOSES.map((purpose) => {
      const answer = shop.consent.answer(purpose);
      const {title, text} = QUESTIONS[purpose];
      return h(
        'div',
        {class: 'choice-row', role: 'group', 'aria-labelledby': `q-${purpose}`, 'data-purpose': purpose},
        h('div', {}, h('h3', {id: `q-${purpose}`}, title), h('p', {class: 'quiet'}, text)),
        h(
          'div',
          {class: 'buttons'},
          ...([false, true] as const).map((yes) =>
            h(
              'button',
              {
                class: 'choice',
                'data-answer': `${purpose}-${yes ? 'yes' : 'no'}`,
                'aria-pressed': String(answer === (yes ? 'granted' : 'denied')),
                'aria-label': `${yes ? 'Yes' : 'No'}: ${title}`,
                onclick: () => shop.consent.setOne(purpose, yes),
              },
              yes ? 'Yes' : 'No',
            ),
          ),
        ),
      );
    }),
    h(
      'div',
      {class: 'buttons'},
      h('button', {class: 'choice', 'data-answer': 'none', onclick: () => shop.consent.set([])}, 'No to all'),
      h('button', {class: 'choice', 'data-answer': 'all', onclick: () => shop.consent.set(PURPOSES)}, 'Yes to all'),
    ),
  ];
}

/** How the sync stands, for whoever wants to know what left the device. */
function sentOf(shop: Shop, info: ShelfInfo | undefined, sync: SyncInfo | undefined): HTMLElement[] {
  const line = (name: string, text: string): HTMLElement => h('p', {}, h('strong', {}, `${name}: `), text);
  if (!shop.files.sync || !sync) return [line('Where to', 'nowhere. This shop runs without a server that counts.')];
  const erase =
    sync.pendingErasures > 0
      ? 'asked for, and asked for again until the server says that it is done.'
      : 'nothing to erase, or erased.';
  const counts = info?.decision.measurement === 'granted';
  return [
    line('Where to', counts ? 'the shop’s own server.' : 'nowhere: you have not let the shop count your visit.'),
    line('Under which name', `a made-up one, the next from ${nextPseudonym(Date.now())} on. Nobody can link the two.`),
    line('Waits to be sent', `${countOf(sync.queuedEvents)}.`),
    line('Arrived', `${countOf(sync.acknowledgedEvents)}.`),
    line('Last contact', `${lastSync(sync)}.`),
    line('Taken back', erase),
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

async function takeUp(shop: Shop, file: HTMLInputElement, refresh: () => Promise<void>): Promise<void> {
  const [chosen] = file.files ?? [];
  if (!chosen) return;
  try {
    await shop.visit.takeUp(await chosen.text());
    await refresh();
    shop.say('Done: what the file knows is known here now. None of it is sent.');
  } catch (error) {
    const refused = (error as {code?: string}).code === 'FAILED_PRECONDITION';
    shop.say(refused ? 'Say yes to “Remember here” first.' : 'This is not a file that a page like this one made.');
  } finally {
    file.value = '';
  }
}

function eventTable(shop: Shop, events: readonly RecordedEvent[]): HTMLElement {
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
            h('td', {}, TIME.format(event.timeMs)),
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
