/** The browser's locks and channels, and stand-ins for one tab alone where a browser has none. */
import type {TabChannel, TabLocks} from './messages.js';

export function lockNameFor(name: string): string {
  return `nearshelf:${name}`;
}

export function channelFor(name: string): TabChannel {
  if (typeof BroadcastChannel === 'undefined') return {postMessage() {}, onmessage: null, close() {}};
  return new BroadcastChannel(`nearshelf:${name}`) as TabChannel;
}

/** Insecure contexts have no locks, and no lasting store that two tabs could damage either. */
export function locksHere(): TabLocks {
  if (globalThis.navigator?.locks !== undefined) return navigator.locks as unknown as TabLocks;
  return {request: async (_name, _options, callback) => callback({})};
}
