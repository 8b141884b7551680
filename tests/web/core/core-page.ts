import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

import type {Page} from 'playwright-core';
import {build} from 'vite';

import {openProfile} from '../support/chromium.js';
import {serveFolders} from '../support/static-server.js';

const root = join(import.meta.dirname, '../../..');
export const wasmFolder = process.env.NEARSHELF_WASM_DIR ?? join(root, 'build/wasm/package');

export interface CorePage {
  readonly page: Page;
  /** Calls a function of browser-entry.ts in a worker of the page. */
  call<T>(name: string, ...args: unknown[]): Promise<T>;
  close(): Promise<void>;
}

/** A page of Chromium with the core's sources beside the .wasm files, the golden vectors and the folder of `models`. */
export async function openCorePage(models = root): Promise<CorePage> {
  const folder = await mkdtemp(join(tmpdir(), 'nearshelf-core-'));
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      lib: {entry: join(import.meta.dirname, 'browser-entry.ts'), formats: ['es'], fileName: () => 'core.mjs'},
      rolldownOptions: {output: {entryFileNames: 'core.js'}},
    },
  });
  const server = await serveFolders({
    folders: {
      '/': folder,
      '/wasm/': wasmFolder,
      '/sessions/': join(root, 'tests/conformance/sessions'),
      '/models/': models,
    },
    handler: (_, response, {pathname}) => {
      if (pathname !== '/empty') return false;
      response.writeHead(200, {'Content-Type': 'text/html'}).end('<!doctype html>');
      return true;
    },
  });
  const profile = await openProfile();
  const page = await profile.context.newPage();
  await page.goto(`${server.origin}/empty`);
  return {
    page,
    call: <T>(name: string, ...args: unknown[]) =>
      page.evaluate(
        ([method, values]) =>
          new Promise<T>((resolve, reject) => {
            const code = `import * as core from '${location.origin}/core.js';
              onmessage = ({data: [method, values]}) => core[method](...values).then(
                (value) => postMessage({value}), (error) => postMessage({error: String(error.stack ?? error)}));`;
            const url = URL.createObjectURL(new Blob([code], {type: 'text/javascript'}));
            const worker = new Worker(url, {type: 'module'});
            worker.onerror = (event) => reject(new Error(event.message));
            worker.onmessage = ({data}: MessageEvent<{value: T; error?: string}>) => {
              worker.terminate();
              if (data.error === undefined) resolve(data.value);
              else reject(new Error(data.error));
            };
            worker.postMessage([method, values]);
          }),
        [name, args] as const,
      ),
    async close() {
      await profile.close();
      await server.close();
      await rm(folder, {recursive: true});
    },
  };
}
