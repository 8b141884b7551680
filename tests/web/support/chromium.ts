import {existsSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

import {chromium, type BrowserContext, type BrowserContextOptions} from 'playwright-core';

const EXECUTABLE = process.env.NEARSHELF_CHROMIUM ?? '/usr/bin/chromium';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Whether there is a Chromium to test with. In CI its absence is a failure, not a reason to skip. */
export function chromiumMissing(): boolean {
  const missing = !existsSync(EXECUTABLE);
  if (missing && process.env.CI) throw new Error(`${EXECUTABLE} is missing: run script/bootstrap`);
  if (missing) console.warn(`skipped: ${EXECUTABLE} is missing (script/bootstrap installs it)`);
  return missing;
}

export interface Profile {
  readonly context: BrowserContext;
  /** Closes the browser and opens it again on the same user data, as on the next day. */
  restart(): Promise<BrowserContext>;
  /** Closes the browser and deletes its user data. */
  close(): Promise<void>;
}

export interface ProfileOptions {
  context?: BrowserContextOptions;
  /** Playwright turns the back/forward cache off; true leaves it on. */
  backForwardCache?: boolean;
  arguments?: readonly string[];
}

/** Starts Chromium on new user data on the disk (an incognito context would have its storage in memory). */
export async function openProfile(options: ProfileOptions = {}): Promise<Profile> {
  const folder = await mkdtemp(join(tmpdir(), 'nearshelf-chromium-'));
  const launch = (): Promise<BrowserContext> =>
    chromium.launchPersistentContext(folder, {
      ...options.context,
      executablePath: EXECUTABLE,
      headless: true,
      args: [...ARGUMENTS, ...(options.arguments ?? [])],
      ignoreDefaultArgs: options.backForwardCache ? ['--disable-back-forward-cache'] : [],
    });
  let context = await launch();
  return {
    get context() {
      return context;
    },
    async restart() {
      await context.close();
      context = await launch();
      return context;
    },
    async close() {
      await context.close();
      await rm(folder, {recursive: true, force: true, maxRetries: 5});
    },
  };
}
