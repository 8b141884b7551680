/**
 * Keeps an owner that slept from writing into a store that another tab took over. Both have the fence file open.
 * The owner says "busy" and then looks whether the fence is still its own; the challenger makes the fence its own and
 * then looks whether the other is busy. Whichever comes second sees what the first one wrote, so never do both go on.
 *
 * Layout, 32-bit numbers: [0] the owner's token, [1] its slot, [2 + slot] its token while it is busy, otherwise 0.
 * A slot for each of the last owners, so that one that wakes up does not clear the mark of the present one.
 */
import {NearshelfError} from '../errors.js';
import {FencedError} from './store.js';

const SLOTS = 62;
const FENCE_BYTES = 4 * (2 + SLOTS);

/** The part of FileSystemSyncAccessHandle that this package uses. */
export interface SyncHandle {
  read(into: Uint8Array, options: {at: number}): number;
  write(from: Uint8Array, options: {at: number}): number;
  truncate(size: number): void;
  flush(): void;
  getSize(): number;
  close(): void;
}

function readNumber(handle: SyncHandle, index: number): number {
  const bytes = new Uint8Array(4);
  return handle.read(bytes, {at: index * 4}) === 4 ? new DataView(bytes.buffer).getUint32(0, true) : 0;
}

function writeNumber(handle: SyncHandle, index: number, value: number): void {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  handle.write(bytes, {at: index * 4});
}

export class Fence {
  private constructor(
    readonly handle: SyncHandle,
    readonly token: number,
    readonly slot: number,
  ) {}

  /**
   * Makes the fence ours. `stolen`: the owner before may still live; waits until it is not busy, at most `patienceMs`,
   * then throws BUSY. Otherwise it is gone and a mark it left means nothing.
   */
  static async claim(handle: SyncHandle, stolen: boolean, patienceMs = 3000): Promise<Fence> {
    // All of its room at once, so that it can be written when the disk is full.
    if (handle.getSize() < FENCE_BYTES) handle.write(new Uint8Array(FENCE_BYTES), {at: 0});
    const before = {token: readNumber(handle, 0), slot: readNumber(handle, 1) % SLOTS};
    const token = (crypto.getRandomValues(new Uint32Array(1))[0]! | 1) >>> 0;
    const fence = new Fence(handle, token, (before.slot + 1) % SLOTS);
    writeNumber(handle, 2 + fence.slot, 0);
    writeNumber(handle, 1, fence.slot);
    writeNumber(handle, 0, token);
    const deadline = Date.now() + patienceMs;
    while (stolen && before.token !== 0 && readNumber(handle, 2 + before.slot) === before.token) {
      if (Date.now() > deadline) throw new NearshelfError('BUSY', 'another tab stopped in the middle of a write');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return fence;
  }

  enter(): void {
    writeNumber(this.handle, 2 + this.slot, this.token);
    if (readNumber(this.handle, 0) !== this.token) {
      this.leave();
      throw new FencedError();
    }
  }

  leave(): void {
    if (readNumber(this.handle, 2 + this.slot) === this.token) writeNumber(this.handle, 2 + this.slot, 0);
  }
}
