import {NearshelfError} from '../errors.js';
import {BLOCK_BYTES, MemoryFiles} from './memory-files.js';
import {FencedError, type Store, type StoreMeta} from './store.js';

function wait<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function completion(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException('the transaction ended', 'AbortError'));
  });
}

function databaseName(name: string): string {
  return `nearshelf-${name}`;
}

async function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName(name), 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('blocks');
    request.result.createObjectStore('meta');
  };
  const database = await wait(request);
  // A purge in another tab may delete it at any time.
  database.onversionchange = () => database.close();
  return database;
}

function asNearshelfError(error: unknown): unknown {
  if (error instanceof FencedError || error instanceof NearshelfError) return error;
  const quota = error instanceof DOMException && error.name === 'QuotaExceededError';
  return new NearshelfError(quota ? 'NO_SPACE' : 'IO', error instanceof Error ? error.message : String(error));
}

/**
 * The database in memory with a copy of its blocks in IndexedDB. The blocks that calls of the core changed go there in
 * one transaction, which holds all of a call or nothing, so the journal need not be copied. What arrives while a
 * transaction runs shares the next one.
 */
export class IndexedDbStore implements Store {
  readonly kind = 'indexeddb';
  readonly files = new MemoryFiles();
  readonly #database: IDBDatabase;
  readonly #token: number;
  #storedBlocks = 0;
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  private constructor(database: IDBDatabase, token: number) {
    this.#database = database;
    this.#token = token;
  }

  /** Reads what was kept. Rejects when IndexedDB is missing or refuses. */
  static async open(name: string): Promise<IndexedDbStore> {
    const database = await openDatabase(name);
    try {
      const store = new IndexedDbStore(database, crypto.getRandomValues(new Uint32Array(1))[0]!);
      const transaction = database.transaction(['blocks', 'meta'], 'readwrite', {durability: 'strict'});
      const done = completion(transaction);
      transaction.objectStore('meta').put(store.#token, 'owner');
      const [size, keys, blocks] = await Promise.all([
        wait(transaction.objectStore('meta').get('size') as IDBRequest<number | undefined>),
        wait(transaction.objectStore('blocks').getAllKeys() as IDBRequest<number[]>),
        wait(transaction.objectStore('blocks').getAll() as IDBRequest<Uint8Array[]>),
      ]);
      await done;
      const file = store.files.all[0];
      keys.forEach((key, i) => {
        file.blocks[key] = blocks[i]!;
      });
      file.size = size ?? 0;
      store.#storedBlocks = file.blocks.length;
      return store;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** Where a browser cannot list its databases: true. */
  static async exists(name: string): Promise<boolean> {
    if (typeof indexedDB === 'undefined') return false;
    const known = await indexedDB.databases?.().catch(() => undefined);
    return !known || known.some((database) => database.name === databaseName(name));
  }

  /** Empties and deletes the database. Resolves when there is none, too. */
  static async destroy(name: string): Promise<void> {
    if (!(await IndexedDbStore.exists(name))) return;
    const database = await openDatabase(name);
    const transaction = database.transaction(['blocks', 'meta'], 'readwrite', {durability: 'strict'});
    const done = completion(transaction);
    transaction.objectStore('blocks').clear();
    transaction.objectStore('meta').clear();
    await done;
    database.close();
    // A sleeping tab may hold it open; then it goes, empty, when that tab does.
    const deletion = indexedDB.deleteDatabase(databaseName(name));
    await new Promise<void>((resolve) => {
      deletion.onsuccess = deletion.onerror = deletion.onblocked = () => resolve();
    });
  }

  enter(): void {}
  leave(): void {}

  commit(): Promise<void> {
    if (this.#running === null) {
      this.#running = this.#write().finally(() => {
        this.#running = null;
      });
      return this.#running;
    }
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = null;
        return this.commit();
      });
    return this.#next;
  }

  async #write(): Promise<void> {
    const file = this.files.all[0];
    const dirty = [...file.dirty];
    const blockCount = Math.ceil(file.size / BLOCK_BYTES);
    if (dirty.length === 0 && blockCount === this.#storedBlocks) return;
    file.dirty.clear();
    try {
      await this.#transact((blocks, meta) => {
        for (const index of dirty) blocks.put(file.blocks[index]!, index);
        if (blockCount < this.#storedBlocks) blocks.delete(IDBKeyRange.lowerBound(blockCount));
        meta.put(file.size, 'size');
      });
      this.#storedBlocks = blockCount;
    } catch (error) {
      for (const index of dirty) if (index < file.blocks.length) file.dirty.add(index);
      throw error;
    }
  }

  /** One transaction that comes to nothing when another tab has taken the store over. */
  async #transact(work: (blocks: IDBObjectStore, meta: IDBObjectStore) => void): Promise<void> {
    let fenced = false;
    try {
      const transaction = this.#database.transaction(['blocks', 'meta'], 'readwrite', {durability: 'strict'});
      const done = completion(transaction);
      const meta = transaction.objectStore('meta');
      // The values are cloned in put(), so they are put at once and not after the answer.
      work(transaction.objectStore('blocks'), meta);
      const owner = meta.get('owner') as IDBRequest<number | undefined>;
      owner.onsuccess = () => {
        fenced = owner.result !== this.#token;
        if (fenced) transaction.abort();
      };
      await done;
    } catch (error) {
      throw fenced ? new FencedError() : asNearshelfError(error);
    }
  }

  async readMeta(): Promise<StoreMeta | null> {
    const meta = this.#database.transaction('meta').objectStore('meta');
    return ((await wait(meta.get('meta'))) as StoreMeta | undefined) ?? null;
  }

  writeMeta(value: StoreMeta | null): Promise<void> {
    return this.#transact((_, meta) => {
      if (value === null) meta.delete('meta');
      else meta.put(value, 'meta');
    });
  }

  async reset(): Promise<void> {
    this.files.clear();
    await this.writeMeta(null);
    await this.commit();
  }

  close(): void {
    this.#database.close();
  }
}
