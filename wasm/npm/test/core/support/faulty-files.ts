import type {DatabaseFiles} from '../../../src/core/core.js';

/** Ends an operation as a kill of the process does: nothing after it happens. */
class Killed extends Error {}

type Change = {write: Uint8Array; at: number} | {size: number};

function apply(content: Uint8Array, change: Change): Uint8Array {
  if ('size' in change) {
    const cut = new Uint8Array(change.size);
    cut.set(content.subarray(0, change.size));
    return cut;
  }
  const grown = new Uint8Array(Math.max(content.length, change.at + change.write.length));
  grown.set(content);
  grown.set(change.write, change.at);
  return grown;
}

/**
 * Files that stop at a chosen operation that changes them, and that can say what a disk holds after that: everything
 * written (the process was killed), or only what was flushed and any part of the rest (the power was cut).
 */
export class FaultyFiles implements DatabaseFiles {
  /** Operations so far that change something or flush. */
  operations = 0;
  /** The operation before which it stops; each later one fails too. */
  stopBefore = Infinity;
  /** Thrown by every write while it is set. */
  writeError: Error | null = null;
  readonly content: [Uint8Array, Uint8Array] = [new Uint8Array(), new Uint8Array()];
  readonly #flushed: [Uint8Array, Uint8Array] = [new Uint8Array(), new Uint8Array()];
  readonly #pending: [Change[], Change[]] = [[], []];

  static holding(content: readonly [Uint8Array, Uint8Array]): FaultyFiles {
    const files = new FaultyFiles();
    for (const file of [0, 1] as const) files.content[file] = files.#flushed[file] = content[file].slice();
    return files;
  }

  /** What a power cut leaves: `happens` decides of every change that was not flushed. */
  afterPowerCut(happens: () => boolean): FaultyFiles {
    const contents = ([0, 1] as const).map((file) =>
      this.#pending[file].filter(happens).reduce(apply, this.#flushed[file]),
    );
    return FaultyFiles.holding(contents as [Uint8Array, Uint8Array]);
  }

  afterKill(): FaultyFiles {
    return FaultyFiles.holding(this.content);
  }

  #change(file: 0 | 1, change: Change): void {
    if (this.operations++ >= this.stopBefore) throw new Killed();
    if (this.writeError) throw this.writeError;
    this.content[file] = apply(this.content[file], change);
    this.#pending[file].push(change);
  }

  read(file: 0 | 1, into: Uint8Array, offset: number): number {
    const part = this.content[file].subarray(offset, offset + into.length);
    into.set(part);
    return part.length;
  }

  write(file: 0 | 1, from: Uint8Array, offset: number): void {
    this.#change(file, {write: from.slice(), at: offset});
  }

  truncate(file: 0 | 1, size: number): void {
    this.#change(file, {size});
  }

  flush(file: 0 | 1): void {
    if (this.operations++ >= this.stopBefore) throw new Killed();
    this.#flushed[file] = this.content[file];
    this.#pending[file] = [];
  }

  size(file: 0 | 1): number {
    return this.content[file].length;
  }
}
