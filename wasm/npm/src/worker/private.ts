/**
 * The worker of a page without consent: a shelf in this tab's memory. Nothing here can store anything; a test looks for
 * the names of the browser's stores in what is built from this file and finds none.
 */
import {ShelfHost} from '../host/host.js';
import {MemoryStore} from '../storage/memory-store.js';
import {loadCore} from './load-core.js';
import {scope, serve} from './serve.js';
import {toSentError} from '../protocol.js';

let opened: Promise<ShelfHost> | undefined;

serve({
  open(message) {
    opened = ShelfHost.open({
      loadCore,
      store: new MemoryStore(),
      model: message.model,
      onChange: (reason) => scope.postMessage({type: 'change', reason}),
      log: (level, text) => message.log && scope.postMessage({type: 'log', level, message: text}),
    });
    opened.then(
      () => scope.postMessage({type: 'ready', storage: 'memory', owner: true}),
      (error: unknown) => scope.postMessage({type: 'failed', error: toSentError(error)}),
    );
  },
  request: async (method, args) => (await opened!).handle(method, args as never),
  close() {
    opened?.then((host) => host.close(), () => undefined);
  },
});
