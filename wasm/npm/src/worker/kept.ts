/** The worker of a page with consent: one of the tabs that share the stored shelf. */
import {NearshelfError} from '../errors.js';
import {ShelfHost} from '../host/host.js';
import {toSentError, type LogLevel, type Method, type OpenMessage} from '../protocol.js';
import type {StorageKind} from '../shelf.js';
import {randomId} from '../random-id.js';
import {MemoryStore} from '../storage/memory-store.js';
import {destroyStores, openStore, storesExist} from '../storage/open-store.js';
import {channelFor, lockNameFor, locksHere} from '../tabs/browser.js';
import {seizeTabs, Tab} from '../tabs/tab.js';
import {loadCore, prepareCore} from './load-core.js';
import {scope, serve} from './serve.js';

let tab: Tab | undefined;

function open(message: OpenMessage): Tab {
  const log = (level: LogLevel, text: string): void => {
    if (message.log) scope.postMessage({type: 'log', level, message: text});
  };
  let {resumed} = message;
  let told: {storage: StorageKind; owner: boolean} | undefined;
  return new Tab({
    tabId: randomId(),
    lockName: lockNameFor(message.name),
    locks: locksHere(),
    channel: channelFor(message.name),
    openHost: async (stolen, onChange) => {
      if (resumed && !(await storesExist(message.name))) {
        scope.postMessage({type: 'revoked'});
        throw new NearshelfError('CANCELLED', 'consent was withdrawn while this page was away');
      }
      // Later, when it is the owner again, the store may be gone for other reasons.
      resumed = false;
      const started = performance.now();
      // The module is compiled while the files are opened.
      prepareCore();
      const store = await openStore(message.name, stolen, log);
      log('debug', `${store.kind} opened after ${Math.round(performance.now() - started)} ms`);
      try {
        const host = await ShelfHost.open({
          loadCore,
          store,
          model: message.model,
          onChange,
          log,
          fallbackStore: () => new MemoryStore(),
        });
        return {
          get storage() {
            return host.storage;
          },
          handle: (method: Method, args: unknown) => host.handle(method, args as never),
          close: () => host.close(),
        };
      } catch (error) {
        store.close();
        throw error;
      }
    },
    onState: (state) => {
      if (told?.storage === state.storage && told.owner === state.owner) return;
      told = state;
      scope.postMessage({type: 'ready', ...state});
    },
    onChange: (reason) => scope.postMessage({type: 'change', reason}),
    onFailed: (error) => {
      told = undefined;
      scope.postMessage({type: 'failed', error: toSentError(error)});
    },
    onRevoked: () => scope.postMessage({type: 'revoked'}),
  });
}

serve({
  open(message) {
    tab = open(message);
    tab.start();
  },
  request: (method, args) => tab!.request(method, args),
  async purge(name) {
    if (tab) await tab.seize();
    else await seizeTabs(locksHere(), lockNameFor(name), channelFor(name));
    await destroyStores(name);
  },
  close() {
    tab?.close();
  },
});
