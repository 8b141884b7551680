/** Shelves of a shopper who lets the shop remember, for tests of what is kept. */
import type {Core, CoreHost, CoreShelf, ShelfOpenOptions} from '../../../src/core/core.js';
import {makeShelfCore} from '../../../src/core/load.js';
import {syncBindings} from '../../../src/core/sync-bindings.js';
import type {Purpose} from '../../../src/shelf.js';

export function granting(...granted: Purpose[]) {
  return {granted, globalPrivacyControl: false, policyVersion: 'test', timeMs: 0};
}

/** A core with consent and sync, as the kept worker has it. */
export function makeKeptCore(module: WebAssembly.Module, host: CoreHost): Promise<Core> {
  return makeShelfCore(module, {...host, bindings: syncBindings});
}

export function openKept(core: Core, options: ShelfOpenOptions = {}): CoreShelf {
  const shelf = core.openShelf({persistent: true, ...options});
  shelf.sync!.setConsent(granting('personalization'));
  return shelf;
}
