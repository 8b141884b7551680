import {availableParallelism, loadavg} from 'node:os';

/** A bar in milliseconds, as it is on a machine that does nothing else; more where others compile meanwhile. */
export function within(ms: number): number {
  return ms * Math.max(1, loadavg()[0]! / availableParallelism());
}
