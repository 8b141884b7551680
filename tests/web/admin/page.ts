import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

import {serveFolders, type StaticServer} from '../support/static-server.js';
import {madeUpStats} from './made-up-stats.js';

const DIST = join(import.meta.dirname, '../../../server_sync/admin/dist');
const HEADER = join(import.meta.dirname, '../../../server_sync/admin/admin_page.h');

export const TOKEN = 'nsh_made_up';

/** Whether the page is built. In CI its absence is a failure, not a reason to skip. */
export function adminMissing(): boolean {
  const missing = !existsSync(join(DIST, 'index.html'));
  if (missing && process.env.CI) throw new Error('run npm run build -w server_sync/admin');
  if (missing) console.warn('skipped: the operator page is not built (npm run build -w server_sync/admin)');
  return missing;
}

export interface FakeServer extends StaticServer {
  /** What is answered instead of statistics; undefined: statistics. */
  trouble: {status: number; headers?: Record<string, string>; body: object} | undefined;
  /** The hours that were asked for, in order. */
  readonly asked: number[];
}

/** The page under the policy that the server sends, and statistics that are made up. */
export async function serveAdmin(now_ms: number): Promise<FakeServer> {
  const asked: number[] = [];
  const fake: Pick<FakeServer, 'trouble' | 'asked'> = {trouble: undefined, asked};
  const server = await serveFolders({
    folders: {'/admin/': DIST},
    headers: {'content-security-policy': policyOfServer()},
    handler: (request, response, url) => {
      if (url.pathname === '/admin') {
        response.writeHead(302, {location: '/admin/'}).end();
        return true;
      }
      if (url.pathname !== '/v1/stats') return false;
      const {status, headers, body} =
        request.headers.authorization !== `Bearer ${TOKEN}`
          ? {status: 401, headers: {}, body: {code: 'unauthorized', message: 'this token is unknown'}}
          : (fake.trouble ?? {status: 200, headers: {}, body: madeUpStats(Number(url.searchParams.get('hours')), now_ms)});
      asked.push(Number(url.searchParams.get('hours')));
      response.writeHead(status, {'content-type': 'application/json', ...headers}).end(JSON.stringify(body));
      return true;
    },
  });
  return Object.assign(fake, server);
}

/** The Content-Security-Policy as it stands in the server's source. */
export function policyOfServer(): string {
  const [, quoted] = /"Content-Security-Policy",((?:\s*"[^"]*")+)/.exec(readFileSync(HEADER, 'utf8')) ?? [];
  if (!quoted) throw new Error(`no policy in ${HEADER}`);
  return [...quoted.matchAll(/"([^"]*)"/g)].map((match) => match[1]).join('');
}
