import {describe, expect, it} from 'vitest';

import {BLOCK_BYTES, MemoryFiles} from '../../src/storage/memory-files.js';

function read(files: MemoryFiles, offset: number, length: number): number[] {
  const into = new Uint8Array(length).fill(255);
  return [...into.subarray(0, files.read(0, into, offset))];
}

describe('MemoryFiles', () => {
  it('reads what was written, over the edges of blocks', () => {
    const files = new MemoryFiles();
    const data = Uint8Array.from({length: 200}, (_, i) => i);
    files.write(0, data, BLOCK_BYTES - 100);
    expect(read(files, BLOCK_BYTES - 100, 200)).toEqual([...data]);
    expect(files.size(0)).toBe(BLOCK_BYTES + 100);
    expect([...files.all[0].dirty]).toEqual([0, 1]);
  });

  it('reads fewer bytes at the end, and zeros where nothing was written', () => {
    const files = new MemoryFiles();
    files.write(0, Uint8Array.of(7), 3 * BLOCK_BYTES);
    expect(read(files, 3 * BLOCK_BYTES - 1, 10)).toEqual([0, 7]);
    expect(read(files, 5 * BLOCK_BYTES, 10)).toEqual([]);
  });

  it('forgets what was cut off', () => {
    const files = new MemoryFiles();
    files.write(0, new Uint8Array(BLOCK_BYTES + 10).fill(9), 0);
    files.all[0].dirty.clear();
    files.truncate(0, 5);
    files.truncate(0, 10);
    expect(read(files, 0, 20)).toEqual([9, 9, 9, 9, 9, 0, 0, 0, 0, 0]);
    expect([...files.all[0].dirty]).toEqual([0]);
  });

  it('overwrites what it lets go of', () => {
    const files = new MemoryFiles();
    files.write(0, Uint8Array.of(1, 2, 3), 0);
    const [block] = files.all[0].blocks;
    files.clear();
    expect(block!.every((byte) => byte === 0)).toBe(true);
    expect(files.size(0)).toBe(0);
  });
});
