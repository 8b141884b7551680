/** A shop with one page and the package, in a browser: what every test of this folder starts from. */
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

import type {BrowserContext, Page} from 'playwright-core';
import type {Shelf, ShelfOptions} from 'nearshelf';

import {openProfile, type Profile, type ProfileOptions} from '../support/chromium.js';
import {serveFolders, type StaticServer, type StaticServerOptions} from '../support/static-server.js';

const PACKAGE = join(import.meta.dirname, '../../../wasm/npm');

/** The package on the fake core: ../build-fake.ts makes it before any test runs. */
export const FAKE_DIST = join(PACKAGE, '../../build/npm-fake');

/** The package as it is published. */
export const DIST = join(PACKAGE, 'dist');

const SAMPLE_MODEL = join(import.meta.dirname, '../../conformance/sessions/shop-1.nsm');

/** Whether the package was built with its .wasm files. In CI their absence is a failure, not a reason to skip. */
export function wasmMissing(): boolean {
  const missing = !existsSync(join(DIST, 'nearshelf-simd.wasm'));
  if (missing && process.env.CI) throw new Error(`no .wasm files in ${DIST}: build them first`);
  if (missing) console.warn(`skipped: no .wasm files in ${DIST} (cmake --build --preset wasm, npm run build)`);
  return missing;
}

/** The page's globals, for functions that run in it. */
declare global {
  interface Window {
    openShelf: (options: ShelfOptions) => Promise<Shelf>;
    shelf: Shelf;
    longTasks: number[];
    changes: string[];
  }
}

/** No inline script: pages pass under `script-src 'self'`. */
const PAGE = '<!doctype html><title>shop</title><script type="module" src="/page.js"></script>';
const SCRIPT = `
  import {openShelf} from '/nearshelf/index.js';
  window.openShelf = openShelf;
  window.changes = [];
  window.longTasks = [];
  if (PerformanceObserver.supportedEntryTypes.includes('longtask')) {
    new PerformanceObserver((list) => {
      for (const {duration} of list.getEntries()) window.longTasks.push(duration);
    }).observe({type: 'longtask', buffered: true});
  }
`;

/** The server of a shop, for any browser. */
export interface ShopServer {
  readonly server: StaticServer;
  /** The fake core's model, at /model.nsm; change it to publish another one. */
  model: {id: string; version: number; items: string[]};
  /** Set: the model cannot be fetched. */
  offline: boolean;
}

export interface Shop extends ShopServer {
  readonly profile: Profile;
  readonly context: BrowserContext;
  /** Opens a tab on the shop without opening a shelf. */
  blank(path?: string): Promise<Page>;
  /** Opens a tab and a shelf in it. */
  tab(options?: Partial<ShelfOptions>, path?: string): Promise<Page>;
  close(): Promise<void>;
}

export interface ShopOptions {
  profile?: ProfileOptions;
  headers?: Record<string, string>;
  handler?: StaticServerOptions['handler'];
  /** Bytes of the fake artifact. */
  modelBytes?: number;
  /** With the .wasm files and the sample shop's model, or the model in this file. */
  real?: boolean | string;
}

/** Opens a shelf in a page and puts it into `window.shelf`. */
export async function openIn(page: Page, options: Partial<ShelfOptions> = {}): Promise<void> {
  await page.waitForFunction(() => typeof window.openShelf === 'function');
  await page.evaluate(async (given) => {
    window.shelf = await window.openShelf({model: '/model.nsm', ...given});
    window.shelf.on('change', ({reason}) => window.changes.push(reason));
  }, options);
}

/** Serves /shop.html (and any other .html), which puts `openShelf` into the window, and /model.nsm. */
export async function serveShop(options: ShopOptions = {}): Promise<ShopServer> {
  const server = await serveFolders({
    folders: {'/nearshelf/': options.real ? DIST : FAKE_DIST},
    headers: options.headers,
    handler: async (request, response, url) => {
      if (await options.handler?.(request, response, url)) return true;
      if (url.pathname === '/model.nsm') {
        if (shop.offline) response.writeHead(503).end();
        else if (options.real) response.end(readFileSync(options.real === true ? SAMPLE_MODEL : options.real));
        else response.end(JSON.stringify(shop.model).padEnd(options.modelBytes ?? 0));
        return true;
      }
      const script = url.pathname === '/page.js';
      if (!script && !url.pathname.endsWith('.html')) return false;
      response.setHeader('content-type', script ? 'text/javascript' : 'text/html');
      response.end(script ? SCRIPT : PAGE);
      return true;
    },
  });
  const items = Array.from({length: 50}, (_, i) => `item-${i}`);
  const shop: ShopServer = {server, model: {id: 'shop', version: 1, items}, offline: false};
  return shop;
}

/** Starts a shop and Chromium. */
export async function openShop(options: ShopOptions = {}): Promise<Shop> {
  const served = await serveShop(options);
  const profile = await openProfile(options.profile);
  const blank = async (path = '/shop.html'): Promise<Page> => {
    const page = await profile.context.newPage();
    await page.goto(served.server.origin + path);
    return page;
  };
  return Object.defineProperty(
    Object.assign(served, {
      profile,
      blank,
      async tab(shelfOptions: Partial<ShelfOptions> = {}, path?: string) {
        const page = await blank(path);
        await openIn(page, {consent: 'granted', ...shelfOptions});
        return page;
      },
      async close() {
        await profile.close();
        await served.server.close();
      },
    }),
    'context',
    {get: () => profile.context},
  ) as Shop;
}

/** Tracks one view of each item; resolves when all are acknowledged. */
export function view(page: Page, ...itemIds: string[]): Promise<void> {
  return page.evaluate(async (ids) => {
    await Promise.all(ids.map((itemId) => window.shelf.track({kind: 'view', itemId})));
  }, itemIds);
}

/** The items of the recorded events, in order. */
export function viewed(page: Page): Promise<string[]> {
  return page.evaluate(async () => (await window.shelf.events()).map(({itemId}) => itemId ?? ''));
}

export function isOwner(page: Page): Promise<boolean> {
  return page.evaluate(async () => (await window.shelf.info()).owner);
}

/** Everything that this origin has stored, as paths; empty when nothing is. */
export function storedThings(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const found: string[] = [];
    const walk = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
      for await (const [name, handle] of folder.entries()) {
        found.push(`opfs:${path}/${name}`);
        if (handle.kind === 'directory') await walk(handle as FileSystemDirectoryHandle, `${path}/${name}`);
      }
    };
    await walk(await navigator.storage.getDirectory(), '');
    for (const database of await indexedDB.databases()) found.push(`indexeddb:${database.name}`);
    for (const key of Object.keys(localStorage)) found.push(`localStorage:${key}`);
    for (const key of Object.keys(sessionStorage)) found.push(`sessionStorage:${key}`);
    for (const key of await caches.keys()) found.push(`caches:${key}`);
    if (document.cookie) found.push(`cookie:${document.cookie}`);
    return found;
  });
}
