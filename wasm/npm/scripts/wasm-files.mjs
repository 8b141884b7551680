/**
 * Copies the .wasm files that CMake built into dist. Where there are none (nobody ran `cmake --build --preset wasm`)
 * the package is built without them, with a warning: enough to work on its TypeScript.
 */
import {copyFileSync, existsSync, mkdirSync, readdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';

const dist = join(import.meta.dirname, '../dist');
const built = process.env.NEARSHELF_WASM_DIR ?? join(import.meta.dirname, '../../../build/wasm/package');

rmSync(dist, {recursive: true, force: true});
mkdirSync(dist, {recursive: true});
copyFileSync(join(import.meta.dirname, '../../../LICENSE'), join(dist, 'LICENSE'));
const files = existsSync(built) ? readdirSync(built).filter((name) => name.endsWith('.wasm')) : [];
for (const name of files) copyFileSync(join(built, name), join(dist, name));
if (files.length === 0) console.warn(`no .wasm files in ${built}: run cmake --build --preset wasm`);
