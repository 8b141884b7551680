import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

import type {BrowserContext, Page} from 'playwright-core';

import {serve} from '../../../examples/storefront/serve.mjs';
import {openProfile, type ProfileOptions} from './chromium.js';

const FOLDER =
  process.env.NEARSHELF_STOREFRONT ?? fileURLToPath(new URL('../../../examples/storefront/dist', import.meta.url));

/** Whether the shop has been built. In CI its absence is a failure, not a reason to skip. */
export function storefrontMissing(): boolean {
  const missing = ['index.html', 'shop.json', 'model'].some((file) => !existsSync(join(FOLDER, file)));
  if (missing && process.env.CI) throw new Error('the storefront is not built: run script/demo --no-serve');
  if (missing) console.warn('skipped: the storefront is not built (script/demo --no-serve builds it)');
  return missing;
}

/** The built shop on a free port. */
export function serveStorefront(sync?: SyncAddress): Promise<{origin: string; close: () => Promise<void>}> {
  return serve({folder: FOLDER, sync});
}

/** The sync server beside it: the device key, and where it is. */
export interface SyncAddress {
  url: string;
  key: string;
  batchIntervalMs?: number;
}

/** A shop in a browser of its own, and what went wrong in any of its pages. */
export interface OpenShop {
  readonly origin: string;
  readonly context: BrowserContext;
  /** Closes the browser and opens it again on the same user data. */
  restart(): Promise<void>;
  /** Errors in the console, exceptions, violations of the policy, requests to other origins. */
  readonly problems: string[];
  /** Requests that are no GET. */
  readonly posts: string[];
  /** Opens a tab at a path of the shop. */
  open(path?: string): Promise<Page>;
  close(): Promise<void>;
}

export async function openShop(options: ProfileOptions & {sync?: SyncAddress} = {}): Promise<OpenShop> {
  const server = await serveStorefront(options.sync);
  const profile = await openProfile(options);
  const problems: string[] = [];
  const posts: string[] = [];
  const watch = async (context: BrowserContext): Promise<void> => {
    context.on('console', (message) => {
      if (message.type() === 'error') problems.push(`console: ${message.text()} ${message.location().url}`);
    });
    context.on('weberror', (error) => problems.push(`exception: ${error.error()}`));
    context.on('request', (request) => {
      const {protocol, origin} = new URL(request.url());
      const foreign = origin !== server.origin && !['data:', 'blob:'].includes(protocol);
      if (foreign) problems.push(`request: ${request.url()}`);
      if (request.method() !== 'GET') posts.push(request.url());
    });
    await context.addInitScript(watchInPage);
  };
  await watch(profile.context);
  return {
    origin: server.origin,
    get context() {
      return profile.context;
    },
    restart: async () => watch(await profile.restart()),
    problems,
    posts,
    async open(path = '/') {
      const page = await profile.context.newPage();
      await page.goto(server.origin + path);
      return page;
    },
    async close() {
      await profile.close();
      await server.close();
    },
  };
}

/** What the page itself measures of a visit. */
export interface Watched {
  layoutShift: number;
  violations: string[];
}

function watchInPage(): void {
  const watched: Watched = {layoutShift: 0, violations: []};
  Object.assign(globalThis, {watched});
  document.addEventListener('securitypolicyviolation', (event) => {
    watched.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
  });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {value: number; hadRecentInput: boolean})[]) {
      if (!entry.hadRecentInput) watched.layoutShift += entry.value;
    }
  }).observe({type: 'layout-shift', buffered: true});
}

/** What a page measured since it was loaded. */
export function watched(page: Page): Promise<Watched> {
  return page.evaluate(() => (globalThis as unknown as {watched: Watched}).watched);
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  tdur?: number;
  args?: {name?: string};
}

/**
 * Traces a page's main thread; the returned function ends that and gives the longest tasks first, in milliseconds of
 * its CPU: what "longtask" entries count by the clock, where a busy machine's other programs would count too.
 */
export async function traceTasks(page: Page): Promise<() => Promise<number[]>> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({value}) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', {transferMode: 'ReportEvents', traceConfig: {includedCategories: ['toplevel']}});
  return async () => {
    const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
    await session.send('Tracing.end');
    await complete;
    const names = events.filter(({name, args}) => name === 'thread_name' && args?.name === 'CrRendererMain');
    const main = new Set(names.map(({pid, tid}) => `${pid} ${tid}`));
    const tasks = events.filter(
      ({name, ph, pid, tid}) => ph === 'X' && name.endsWith('RunTask') && main.has(`${pid} ${tid}`),
    );
    return tasks.map(({tdur = 0}) => tdur / 1000).sort((a, b) => b - a);
  };
}

/** Says yes or no to everything that the banner asks. */
export async function answer(page: Page, choice: 'granted' | 'denied'): Promise<void> {
  const name = choice === 'granted' ? 'Yes to all' : 'No to all';
  await page.locator('.banner').getByRole('button', {name}).click();
}

/** Ids of a rail, when it has some; `other` waits until they differ from those. */
export async function railItems(page: Page, name: string, other = ''): Promise<string> {
  const rail = page.locator(`[data-rail="${name}"]`);
  await rail.waitFor();
  const handle = await page.waitForFunction(
    ([rail, other]) => {
      const items = document.querySelector<HTMLElement>(`[data-rail="${rail}"]`)?.dataset.items ?? '';
      return items !== '' && items !== other ? items : false;
    },
    [name, other] as const,
  );
  return String(await handle.jsonValue());
}

/** Opens a product by its place in a rail. */
export async function openFromRail(page: Page, rail: string, place: number): Promise<string> {
  const link = page.locator(`[data-rail="${rail}"] li:nth-child(${place}) a`);
  const name = await link.innerText();
  await link.click();
  await page.locator('.product h1', {hasText: name}).waitFor();
  return name;
}
