import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import {resolve} from 'node:path';
import {promisify} from 'node:util';

const root = resolve(import.meta.dirname, '../../..');

/** A model of the conformance tests; shop-2.nsm is a later version of shop-1.nsm. */
export const conformanceModel = (name: string): string => resolve(root, 'tests/conformance/sessions', name);

/** The `nearshelf` command: $NEARSHELF_BINARY, or what the release build made. */
export const nearshelfBinary = process.env.NEARSHELF_BINARY ?? resolve(root, 'build/release/bin/nearshelf');

/** Runs `nearshelf` and returns its standard output; rejects with its standard error. */
export async function nearshelf(...args: string[]): Promise<string> {
  return (await promisify(execFile)(nearshelfBinary, args, {maxBuffer: 1 << 26})).stdout;
}

/** True when the tool is there. Without it the tests are skipped, except in CI, where that would hide a failure. */
export function available(file: string, hint: string): boolean {
  if (existsSync(file)) return true;
  if (process.env.CI) throw new Error(`${file} is missing: ${hint}`);
  console.warn(`skipped: ${file} is missing: ${hint}`);
  return false;
}
