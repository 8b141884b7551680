import type {DatabaseFiles} from '../core/core.js';
import {NearshelfError} from '../errors.js';
import {Fence, type SyncHandle} from './fence.js';
import type {Store, StoreMeta} from './store.js';

const FOLDER = 'nearshelf';
const FILES = ['shelf.db', 'shelf.db-journal', 'fence', 'meta.json'] as const;

/** TypeScript's DOM types leave out what only workers have. */
interface WorkerFileHandle {
  createSyncAccessHandle(options?: {mode: 'readwrite-unsafe'}): Promise<SyncHandle>;
}

/**
 * Opens a file for synchronous access. Chromium lets a challenger open what a sleeping tab has open; elsewhere the mode
 * is ignored and the handle of a tab that is just ending may be in the way for a moment.
 */
async function openHandle(folder: FileSystemDirectoryHandle, name: string, patienceMs: number): Promise<SyncHandle> {
  const file = (await folder.getFileHandle(name, {create: true})) as unknown as WorkerFileHandle;
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await file.createSyncAccessHandle({mode: 'readwrite-unsafe'});
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'NoModificationAllowedError') throw error;
      if (Date.now() > deadline) throw new NearshelfError('BUSY', `another tab holds ${name}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

async function shelfFolder(name: string, create: boolean): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return (await root.getDirectoryHandle(FOLDER, {create})).getDirectoryHandle(name, {create});
}

class HandleFiles implements DatabaseFiles {
  constructor(readonly handles: readonly SyncHandle[]) {}

  read(file: 0 | 1, into: Uint8Array, offset: number): number {
    return this.handles[file]!.read(into, {at: offset});
  }

  write(file: 0 | 1, from: Uint8Array, offset: number): void {
    const written = this.handles[file]!.write(from, {at: offset});
    if (written !== from.length) throw new DOMException('the disk is full', 'QuotaExceededError');
  }

  truncate(file: 0 | 1, size: number): void {
    this.handles[file]!.truncate(size);
  }

  flush(file: 0 | 1): void {
    this.handles[file]!.flush();
  }

  size(file: 0 | 1): number {
    return this.handles[file]!.getSize();
  }
}

/** A store in the origin private file system: durable as soon as the core's call returns. */
export class OpfsStore implements Store {
  readonly kind = 'opfs';
  readonly files: DatabaseFiles;
  readonly #handles: readonly SyncHandle[];
  readonly #fence: Fence;

  private constructor(handles: readonly SyncHandle[], fence: Fence) {
    this.#handles = handles;
    this.files = new HandleFiles(handles);
    this.#fence = fence;
  }

  /** `stolen`: the owner before may still live (see Fence). Rejects when there is no such file system here. */
  static async open(name: string, stolen: boolean, patienceMs = 3000): Promise<OpfsStore> {
    const folder = await shelfFolder(name, true);
    const handles: SyncHandle[] = [];
    try {
      for (const file of FILES) handles.push(await openHandle(folder, file, patienceMs));
      return new OpfsStore(handles, await Fence.claim(handles[2]!, stolen, patienceMs));
    } catch (error) {
      for (const handle of handles) handle.close();
      throw error;
    }
  }

  static async exists(name: string): Promise<boolean> {
    const folder = await shelfFolder(name, false);
    const file = await (await folder.getFileHandle(FILES[0])).getFile();
    return file.size > 0;
  }

  /** Empties and deletes the files, also while a sleeping tab has them open. Resolves when there are none, too. */
  static async destroy(name: string): Promise<void> {
    const folder = await shelfFolder(name, false).catch(() => undefined);
    if (folder === undefined) return;
    for (const file of FILES) {
      const handle = await openHandle(folder, file, 300).catch(() => undefined);
      // The fence goes on keeping a sleeping owner out: its token becomes nobody's.
      handle?.truncate(0);
      handle?.flush();
      handle?.close();
    }
    const root = await navigator.storage.getDirectory();
    const shelves = await root.getDirectoryHandle(FOLDER);
    await shelves.removeEntry(name, {recursive: true}).catch(() => undefined);
    // Not recursive: it fails, as it should, while another shelf is there.
    await root.removeEntry(FOLDER).catch(() => undefined);
  }

  enter(): void {
    this.#fence.enter();
  }

  leave(): void {
    this.#fence.leave();
  }

  async commit(): Promise<void> {}

  async readMeta(): Promise<StoreMeta | null> {
    const handle = this.#handles[3]!;
    const bytes = new Uint8Array(handle.getSize());
    handle.read(bytes, {at: 0});
    try {
      const meta = JSON.parse(new TextDecoder().decode(bytes)) as StoreMeta;
      return typeof meta.modelSha256 === 'string' ? meta : null;
    } catch {
      return null;
    }
  }

  async writeMeta(meta: StoreMeta | null): Promise<void> {
    const handle = this.#handles[3]!;
    handle.truncate(0);
    if (meta !== null) handle.write(new TextEncoder().encode(JSON.stringify(meta)), {at: 0});
    handle.flush();
  }

  async reset(): Promise<void> {
    for (const index of [0, 1, 3]) this.#handles[index]!.truncate(0);
    for (const index of [0, 1, 3]) this.#handles[index]!.flush();
  }

  close(): void {
    for (const handle of this.#handles) handle.close();
  }
}
