import type {ShelfInfo, SyncInfo} from 'nearshelf';

import {fill, h, icon} from '../dom.js';
import {PURPOSES} from '../shelf/consent.js';
import {events, lastSync} from '../shelf/sync-state.js';
import type {Shop} from '../shop.js';

const STORAGE = {
  opfs: 'opfs (a private file)',
  indexeddb: 'indexeddb (snapshot)',
  memory: 'memory (ends with the page)',
} as const;

/** What runs behind the shop, for those who build one. */
export function panel(shop: Shop): {element: HTMLElement; toggle: () => void} {
  const rows = h('dl', {class: 'panel-rows'});
  const element = h(
    'aside',
    {class: 'panel', 'aria-label': 'Under the hood', hidden: true},
    h(
      'div',
      {class: 'panel-head'},
      h('h2', {}, 'Under the hood'),
      h('button', {class: 'round', 'aria-label': 'Close the panel', onclick: () => toggle()}, icon('close')),
    ),
    rows,
  );
  const refresh = async (): Promise<void> => {
    if (element.hidden) return;
    const [info, sync] = await Promise.all([shop.visit.info(), shop.visit.syncInfo()]);
    const latency = shop.visit.lastLatencyMs;
    const facts: [string, string][] = [
      ['Last recommendation', latency === undefined ? 'none yet' : `${latency.toFixed(1)} ms, seen from the page`],
      ...(info ? factsOf(info) : ([['Shelf', shop.visit.problem || 'opening']] as [string, string][])),
      ...(sync ? syncFacts(sync, shop.files.sync?.url) : []),
    ];
    fill(
      rows,
      facts.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
    );
  };
  function toggle(): void {
    element.hidden = !element.hidden;
    if (!element.hidden) element.querySelector('button')?.focus();
    void refresh();
  }
  shop.visit.addEventListener('change', () => void refresh());
  shop.visit.addEventListener('measured', () => void refresh());
  shop.visit.addEventListener('sync', () => void refresh());
  return {element, toggle};
}

function factsOf(info: ShelfInfo): [string, string][] {
  return [
    ['Model', info.model ? `${info.model.modelId || 'shop'}, version ${info.model.version}` : 'loading'],
    ['Products in it', info.model ? info.model.itemCount.toLocaleString('en') : ''],
    ['Rankers', info.model ? info.model.rankers.join(', ') : ''],
    ['WebAssembly', info.variant],
    ['Storage', STORAGE[info.storage]],
    ['Consent', PURPOSES.filter((purpose) => info.decision[purpose] === 'granted').join(', ') || 'nothing granted'],
    ['This tab', info.owner ? 'owns the store' : 'asks the tab that owns the store'],
    ['Events kept', `${info.eventCount} in ${info.sessionCount} visits`],
    ['Memory', `${megabytes(info.memoryBytes)} heap, ${megabytes(info.databaseBytes)} database`],
  ];
}

function syncFacts(sync: SyncInfo, server: string | undefined): [string, string][] {
  return [
    ['Sync server', server ?? 'none'],
    ['Waiting to be sent', events(sync.queuedEvents)],
    ['Acknowledged', events(sync.acknowledgedEvents)],
    ['Last sync', lastSync(sync)],
    ['Erase requests pending', String(sync.pendingErasures)],
  ];
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
