import type {DatabaseFiles} from '../core/core.js';

/** Blocks of 64 KiB: small enough to store one for a changed row, large enough that a model is a few hundred. */
export const BLOCK_BYTES = 65_536;

class MemoryFile {
  size = 0;
  readonly blocks: Uint8Array[] = [];
  /** Blocks that were written since the set was last cleared. */
  readonly dirty = new Set<number>();

  read(into: Uint8Array, offset: number): number {
    const count = Math.max(0, Math.min(into.length, this.size - offset));
    for (let done = 0; done < count; ) {
      const at = offset + done;
      const inside = at % BLOCK_BYTES;
      const part = Math.min(count - done, BLOCK_BYTES - inside);
      const block = this.blocks[Math.floor(at / BLOCK_BYTES)];
      if (block === undefined) into.fill(0, done, done + part);
      else into.set(block.subarray(inside, inside + part), done);
      done += part;
    }
    return count;
  }

  write(from: Uint8Array, offset: number): void {
    for (let done = 0; done < from.length; ) {
      const at = offset + done;
      const index = Math.floor(at / BLOCK_BYTES);
      const inside = at % BLOCK_BYTES;
      const part = Math.min(from.length - done, BLOCK_BYTES - inside);
      const block = (this.blocks[index] ??= new Uint8Array(BLOCK_BYTES));
      block.set(from.subarray(done, done + part), inside);
      this.dirty.add(index);
      done += part;
    }
    this.size = Math.max(this.size, offset + from.length);
  }

  truncate(size: number): void {
    if (size < this.size) {
      const kept = Math.ceil(size / BLOCK_BYTES);
      this.blocks.length = Math.min(this.blocks.length, kept);
      for (const index of this.dirty) if (index >= kept) this.dirty.delete(index);
      const inside = size % BLOCK_BYTES;
      const last = this.blocks[kept - 1];
      if (inside !== 0 && last !== undefined) {
        last.fill(0, inside);
        this.dirty.add(kept - 1);
      }
    }
    this.size = size;
  }
}

/** Database files in memory, outside the heap of the .wasm instance. */
export class MemoryFiles implements DatabaseFiles {
  /** The database and its journal. */
  readonly all: readonly [MemoryFile, MemoryFile] = [new MemoryFile(), new MemoryFile()];

  read(file: 0 | 1, into: Uint8Array, offset: number): number {
    return this.all[file].read(into, offset);
  }

  write(file: 0 | 1, from: Uint8Array, offset: number): void {
    this.all[file].write(from, offset);
  }

  truncate(file: 0 | 1, size: number): void {
    this.all[file].truncate(size);
  }

  flush(): void {}

  size(file: 0 | 1): number {
    return this.all[file].size;
  }

  /** Overwrites what is there, then lets go of it. */
  clear(): void {
    for (const file of this.all) {
      for (const block of file.blocks) block?.fill(0);
      file.truncate(0);
    }
  }
}
