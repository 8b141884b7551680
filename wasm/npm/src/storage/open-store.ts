import {NearshelfError} from '../errors.js';
import type {LogLevel} from '../protocol.js';
import {IndexedDbStore} from './indexeddb-store.js';
import {MemoryStore} from './memory-store.js';
import {OpfsStore} from './opfs-store.js';
import type {Store} from './store.js';

/** Opens the best store that this browser has for us. Rejects only with BUSY: a store that another tab still holds. */
export async function openStore(
  name: string,
  stolen: boolean,
  log: (level: LogLevel, message: string) => void,
): Promise<Store> {
  for (const open of [() => OpfsStore.open(name, stolen), () => IndexedDbStore.open(name)]) {
    try {
      return await open();
    } catch (error) {
      if (error instanceof NearshelfError && error.code === 'BUSY') throw error;
      log('info', `storage: ${String(error)}`);
      // There is no more room in the other one, and a profile must not change its place from day to day.
      if (error instanceof DOMException && error.name === 'QuotaExceededError') break;
    }
  }
  return new MemoryStore();
}

/** Deletes whatever any of the stores left. */
export async function destroyStores(name: string): Promise<void> {
  await Promise.allSettled([OpfsStore.destroy(name), IndexedDbStore.destroy(name)]);
}

/** Whether any of the stores holds this shelf. */
export async function storesExist(name: string): Promise<boolean> {
  const found = await Promise.allSettled([OpfsStore.exists(name), IndexedDbStore.exists(name)]);
  return found.some((each) => each.status === 'fulfilled' && each.value);
}
