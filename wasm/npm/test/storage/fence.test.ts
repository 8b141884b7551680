import {describe, expect, it} from 'vitest';

import {Fence, type SyncHandle} from '../../src/storage/fence.js';
import {FencedError} from '../../src/storage/store.js';

/** Handles on one file. */
class FakeFile {
  bytes = new Uint8Array(0);

  open(): SyncHandle {
    return {
      read: (into, {at}) => {
        const part = this.bytes.subarray(at, at + into.length);
        into.set(part);
        return part.length;
      },
      write: (from, {at}) => {
        if (at + from.length > this.bytes.length) {
          const longer = new Uint8Array(at + from.length);
          longer.set(this.bytes);
          this.bytes = longer;
        }
        this.bytes.set(from, at);
        return from.length;
      },
      truncate: (size) => {
        this.bytes = this.bytes.slice(0, size);
      },
      flush() {},
      getSize: () => this.bytes.length,
      close() {},
    };
  }
}

describe('Fence', () => {
  it('lets its owner in and out', async () => {
    const fence = await Fence.claim(new FakeFile().open(), false);
    fence.enter();
    fence.leave();
    fence.enter();
    fence.leave();
  });

  it('keeps the owner before out once another has claimed it', async () => {
    const file = new FakeFile();
    const first = await Fence.claim(file.open(), false);
    const second = await Fence.claim(file.open(), true);
    expect(() => first.enter()).toThrow(FencedError);
    second.enter();
    expect(() => first.enter()).toThrow(FencedError);
    second.leave();
  });

  it('waits until the owner before is not busy', async () => {
    const file = new FakeFile();
    const first = await Fence.claim(file.open(), false);
    first.enter();
    let claimed = false;
    const claim = Fence.claim(file.open(), true).then((fence) => {
      claimed = true;
      return fence;
    });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(claimed).toBe(false);
    first.leave();
    const second = await claim;
    second.enter();
    // The first wakes up late: it neither gets in nor takes the mark of the second away.
    expect(() => first.enter()).toThrow(FencedError);
    await expect(Fence.claim(file.open(), true, 30)).rejects.toMatchObject({code: 'BUSY'});
  });

  it('does not wait for an owner that is gone', async () => {
    const file = new FakeFile();
    (await Fence.claim(file.open(), false)).enter();
    const next = await Fence.claim(file.open(), false, 0);
    next.enter();
  });

  it('is nobody\'s after the file was emptied', async () => {
    const file = new FakeFile();
    const fence = await Fence.claim(file.open(), false);
    file.open().truncate(0);
    expect(() => fence.enter()).toThrow(FencedError);
  });
});
