import {execFileSync} from 'node:child_process';
import {join} from 'node:path';

/** Before all tests: builds the package on a core without .wasm, for what is about stores and tabs and not ranking. */
export function setup(): void {
  execFileSync('npx', ['vite', 'build', '--logLevel', 'error'], {
    cwd: join(import.meta.dirname, '../../wasm/npm'),
    env: {...process.env, NEARSHELF_FAKE_CORE: '1'},
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}
