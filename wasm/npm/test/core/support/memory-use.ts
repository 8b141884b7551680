/** Whether memory stays flat while something is done over and over: that of a module, and what JavaScript holds. */
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';

import type {Core} from '../../../src/core/core.js';
import type {ModuleInstance} from '../../../src/core/instance.js';

const BLOCK_BYTES = 4096;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** As often as is promised when NEARSHELF_LEAK_FULL is 1, and less often otherwise. */
export function leakCount(promised: number, otherwise: number): number {
  return process.env.NEARSHELF_LEAK_FULL === '1' ? promised : otherwise;
}

/**
 * What is taken of a module's memory: its size grows by large steps, which would hide a leak; so it is filled up to the
 * next one, and what fitted in was free.
 */
export function usedBytes(core: Core): number {
  const {exports} = (core as unknown as {instance: ModuleInstance}).instance;
  const size = core.memoryBytes;
  const blocks: number[] = [];
  while (core.memoryBytes === size) blocks.push(exports.malloc!(BLOCK_BYTES));
  for (const block of blocks) exports.free!(block);
  return size - BLOCK_BYTES * (blocks.length - 1);
}

export interface Growth {
  moduleBytes: number;
  heapBytes: number;
  processBytes: number;
}

/** Does it `count` times after a tenth of that, which fills what is kept on purpose, and says what more is held then. */
export function growthOf(core: Core, what: string, count: number, body: () => void): Growth {
  const first = Math.max(50, count / 10);
  for (let i = 0; i < first; ++i) body();
  const measure = () => {
    const module = usedBytes(core);
    collectGarbage();
    const {heapUsed, arrayBuffers, rss} = process.memoryUsage();
    return {module, heap: heapUsed + arrayBuffers, rss};
  };
  const before = measure();
  const start = performance.now();
  for (let i = 0; i < count; ++i) body();
  const seconds = (performance.now() - start) / 1000;
  const after = measure();
  const growth = {
    moduleBytes: after.module - before.module,
    heapBytes: after.heap - before.heap,
    processBytes: after.rss - before.rss,
  };
  const kib = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KiB`;
  console.log(
    `${what}: ${count} times in ${seconds.toFixed(1)} s, module ${kib(growth.moduleBytes)}, ` +
      `heap ${kib(growth.heapBytes)}, process ${kib(growth.processBytes)}`,
  );
  return growth;
}
