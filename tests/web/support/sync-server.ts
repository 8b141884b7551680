/** The real nearshelf-server, as the storefront's own script starts it. */
import {existsSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

import {startSyncServer, type SyncServer} from '../../../examples/storefront/sync-server.mjs';

const ROOT = join(import.meta.dirname, '../../..');
const PROGRAM = process.env.NEARSHELF_SERVER ?? join(ROOT, 'build/release/bin/nearshelf-server');

/** Whether the server has been built. In CI its absence is a failure, not a reason to skip. */
export function syncServerMissing(): boolean {
  const missing = !existsSync(PROGRAM);
  if (missing && process.env.CI) throw new Error(`${PROGRAM} is missing: build it first`);
  if (missing) console.warn(`skipped: ${PROGRAM} is missing (cmake --build --preset release)`);
  return missing;
}

export interface RealSyncServer {
  readonly url: string;
  readonly port: number;
  readonly key: string;
  /** Events by verdict, as the operator page has them. */
  verdicts(): Promise<Record<string, number>>;
  stop(): Promise<void>;
  /** Again, on the same port and data. */
  start(): Promise<void>;
  /** Stops it and deletes its data. */
  close(): Promise<void>;
}

export async function openSyncServer(flags: readonly string[] = []): Promise<RealSyncServer> {
  const data = await mkdtemp(join(tmpdir(), 'nearshelf-sync-'));
  let server: SyncServer = await startSyncServer({program: PROGRAM, data, flags});
  const {url, port} = server;
  return {
    url,
    port,
    key: server.tokens.device,
    async verdicts() {
      const response = await fetch(`${url}/v1/stats?hours=2`, {
        headers: {authorization: `Bearer ${server.tokens.analyst}`},
      });
      if (!response.ok) throw new Error(`/v1/stats: ${response.status}`);
      const {hours} = (await response.json()) as {hours: {verdicts: Record<string, number>}[]};
      const sums: Record<string, number> = {};
      for (const {verdicts} of hours) {
        for (const [name, count] of Object.entries(verdicts)) sums[name] = (sums[name] ?? 0) + count;
      }
      return sums;
    },
    stop: () => server.stop(),
    async start() {
      server = await startSyncServer({program: PROGRAM, data, port, flags});
    },
    async close() {
      await server.stop();
      await rm(data, {recursive: true, force: true});
    },
  };
}
