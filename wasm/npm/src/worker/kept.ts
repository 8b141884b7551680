/** The worker of a page with consent to anything: one of the tabs that share the stored shelf. */
import {syncBindings} from '../core/sync-bindings.js';
import {NearshelfError} from '../errors.js';
import {ShelfHost} from '../host/host.js';
import {
  toSentError,
  type LogLevel,
  type Method,
  type OpenMessage,
  type PurgeMessage,
} from '../protocol.js';
import type {StorageKind} from '../shelf.js';
import {randomId} from '../random-id.js';
import {MemoryStore} from '../storage/memory-store.js';
import {destroyStores, openStore, storesExist} from '../storage/open-store.js';
import {Eraser} from '../sync/eraser.js';
import {KeptSide} from '../sync/kept-side.js';
import {channelFor, lockNameFor, locksHere} from '../tabs/browser.js';
import {seizeTabs, Tab, type TabHost, type TellChange} from '../tabs/tab.js';
import {loadCore, prepareCore} from './load-core.js';
import {scope, serve} from './serve.js';

let tab: Tab | undefined;
let eraser: Eraser | undefined;
let side: KeptSide | undefined;

let hasNetwork = globalThis.navigator?.onLine !== false;
const online = (): boolean => hasNetwork;
const loadKeptCore: typeof loadCore = (host) => loadCore({...host, bindings: syncBindings});

function logFor(message: {log: boolean}): (level: LogLevel, text: string) => void {
  return (level, text) => {
    if (message.log) scope.postMessage({type: 'log', level, message: text});
  };
}

/** Nothing is granted any more: another tab decided so while this page was away. */
function revoked(host?: TabHost): never {
  host?.close();
  scope.postMessage({type: 'revoked'});
  throw new NearshelfError('CANCELLED', 'consent was withdrawn while this page was away');
}

function open(message: OpenMessage): Tab {
  const log = logFor(message);
  let {resumed, purgeFirst} = message;
  /** What this tab heard last. Its own word counts when it opens the store first; later the store's ledger does. */
  let decision = message.decision;
  let first = !resumed;
  let told: {storage: StorageKind; owner: boolean} | undefined;

  const openHost = async (stolen: boolean, onChange: TellChange): Promise<TabHost> => {
    if (resumed && !(await storesExist(message.name))) revoked();
    const started = performance.now();
    // The module is compiled while the files are opened.
    prepareCore();
    const store = await openStore(message.name, stolen, log);
    log('debug', `${store.kind} opened after ${Math.round(performance.now() - started)} ms`);
    let host: ShelfHost;
    try {
      host = await ShelfHost.open({
        loadCore: loadKeptCore,
        store,
        model: message.model,
        onChange,
        log,
        fallbackStore: () => new MemoryStore(),
        openOptions: {sync: message.sync, gpcDenies: message.gpcDenies},
        extend: (port) => {
          const {sync} = message;
          side = new KeptSide(port, {decision: first ? decision : null, fallback: decision, purgeFirst, sync, online});
          return side;
        },
      });
    } catch (error) {
      store.close();
      throw error;
    }
    const nothingGranted = side!.consent()!.effective.length === 0;
    const kept: TabHost = {
      get storage() {
        return host.storage;
      },
      handle: (method: Method, args: unknown) => host.handle(method, args as never),
      flush: () => host.flush(),
      leave: () => host.leave(),
      close: () => host.close(),
    };
    if (!first && nothingGranted) revoked(kept);
    // Later, when it is the owner again, the store may be gone for other reasons.
    resumed = purgeFirst = first = false;
    return kept;
  };

  return new Tab({
    tabId: randomId(),
    lockName: lockNameFor(message.name),
    locks: locksHere(),
    channel: channelFor(message.name),
    openHost,
    onState: (state) => {
      if (!state.owner) first = false;
      if (told?.storage === state.storage && told.owner === state.owner) return;
      told = state;
      scope.postMessage({type: 'ready', ...state});
    },
    onChange: (reason, decided) => {
      if (decided) decision = decided;
      scope.postMessage({type: 'change', reason, decision: decided});
    },
    onFailed: (error) => {
      told = undefined;
      scope.postMessage({type: 'failed', error: toSentError(error)});
    },
    onRevoked: () => scope.postMessage({type: 'revoked'}),
  });
}

/** Ends this worker, and with it its hold on the lock: the request that is pending goes on in another tab. */
function makeWay(): void {
  eraser?.close();
  scope.postMessage({type: 'yielded'});
  scope.close();
}

async function purge(message: PurgeMessage): Promise<number> {
  const {name} = message;
  prepareCore();
  const stolen = await (tab?.seize() ?? seizeTabs(locksHere(), lockNameFor(name), channelFor(name)));
  const log = logFor(message);
  eraser = new Eraser({
    message,
    loadCore: loadKeptCore,
    openStore: async () => ((await storesExist(name)) ? openStore(name, stolen, log) : null),
    destroyStores: () => destroyStores(name),
    online,
    onErased: () => scope.postMessage({type: 'erased'}),
    onProgress: () => scope.postMessage({type: 'change', reason: 'sync'}),
    log,
  });
  const pending = await eraser.purge();
  if (pending > 0) {
    channelFor(name).onmessage = ({data}) => {
      if (data.type === 'hello' || data.type === 'purge') makeWay();
    };
  }
  return pending;
}

serve({
  open(message) {
    tab = open(message);
    tab.start();
  },
  request: (method, args) => tab!.request(method, args),
  purge,
  network(there) {
    hasNetwork = there;
    if (!there) return;
    side?.wake();
    eraser?.wake();
  },
  flush() {
    tab?.flush();
    eraser?.flush();
  },
  leave() {
    tab?.leave();
    eraser?.leave();
  },
  close() {
    tab?.close();
    eraser?.close();
  },
});
