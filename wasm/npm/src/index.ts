/** Nearshelf in a page: `openShelf`, and the types of what it gives. Importing it does nothing yet. */
import {ShelfClient} from './client/client.js';
import {NearshelfError} from './errors.js';
import type {Shelf, ShelfOptions} from './shelf.js';

export {NearshelfError, STATUS_CODES, type StatusName} from './errors.js';
export type * from './profile-export.js';
export type * from './shelf.js';
export type * from './types.js';

/**
 * Opens the shelf of this shopper; resolves when it answers, which does not wait for a model that has yet to be
 * downloaded (recommendations do). Rejects with a NearshelfError: INVALID_ARGUMENT for bad options,
 * FAILED_PRECONDITION outside a browser, INTERNAL when the worker or its .wasm file cannot be loaded.
 */
export async function openShelf(options: ShelfOptions): Promise<Shelf> {
  if (typeof Worker === 'undefined' || typeof document === 'undefined') {
    throw new NearshelfError('FAILED_PRECONDITION', 'openShelf needs a browser; see nearshelf/edge for servers');
  }
  const client = new ShelfClient(options);
  try {
    await client.open();
  } catch (error) {
    await client.close();
    throw error;
  }
  return client;
}
