import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

import {afterEach, describe, expect, it} from 'vitest';

import {chromiumMissing, openProfile} from './chromium.js';
import {serveFolders} from './static-server.js';

const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function scratchFolder(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nearshelf-files-'));
  cleanUps.push(() => rm(folder, {recursive: true}));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

describe('serveFolders', () => {
  it('serves files with their type, asks the handler first and stays inside its folders', async () => {
    const folder = await scratchFolder({'a.wasm': 'x', 'index.html': '<p>'});
    const server = await serveFolders({
      folders: {'/': folder},
      headers: {'x-test': 'yes'},
      handler: (_, response, url) => url.pathname === '/own' && Boolean(response.end('own')),
    });
    cleanUps.push(() => server.close());

    const file = await fetch(`${server.origin}/a.wasm`);
    expect([file.status, file.headers.get('content-type'), file.headers.get('x-test')]).toEqual([
      200,
      'application/wasm',
      'yes',
    ]);
    expect(await (await fetch(`${server.origin}/`)).text()).toBe('<p>');
    expect(await (await fetch(`${server.origin}/own`)).text()).toBe('own');
    expect((await fetch(`${server.origin}/..%2f..%2fetc%2fpasswd`)).status).toBe(404);
    expect(server.requests.slice(0, 3)).toEqual(['/a.wasm', '/', '/own']);
  });
});

describe.skipIf(chromiumMissing())('openProfile', () => {
  it('keeps what a page stores over a restart of the browser', async () => {
    const server = await serveFolders({folders: {'/': await scratchFolder({'index.html': '<p>'})}});
    cleanUps.push(() => server.close());
    const profile = await openProfile();
    cleanUps.push(() => profile.close());

    const page = await profile.context.newPage();
    await page.goto(server.origin);
    await page.evaluate(() => localStorage.setItem('kept', 'yes'));
    const next = await (await profile.restart()).newPage();
    await next.goto(server.origin);
    expect(await next.evaluate(() => localStorage.getItem('kept'))).toBe('yes');
  });
});
