import {MemoryFiles} from './memory-files.js';
import type {Store, StoreMeta} from './store.js';

/** A store that ends with its worker. */
export class MemoryStore implements Store {
  readonly kind = 'memory';
  readonly files = new MemoryFiles();
  #meta: StoreMeta | null = null;

  enter(): void {}
  leave(): void {}

  async commit(): Promise<void> {}

  async readMeta(): Promise<StoreMeta | null> {
    return this.#meta;
  }

  async writeMeta(meta: StoreMeta | null): Promise<void> {
    this.#meta = meta;
  }

  async reset(): Promise<void> {
    this.#meta = null;
    this.files.clear();
  }

  close(): void {}
}
