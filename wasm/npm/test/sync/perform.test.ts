import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';

import {afterAll, afterEach, beforeAll, describe, expect, it, vi} from 'vitest';

import type {CoreTask} from '../../src/core/core.js';
import {perform, resolveUrl} from '../../src/sync/perform.js';

const task = (options: Partial<CoreTask> = {}): CoreTask => ({
  kind: 'events',
  method: 'POST',
  url: '/v1/events',
  headers: [['authorization', 'Bearer key']],
  body: new TextEncoder().encode('batch'),
  timeoutMs: 2000,
  maxResponseBytes: 100,
  finish() {},
  free() {},
  ...options,
});

describe('perform', () => {
  let server: Server;
  let base = '';
  const got: {path: string; authorization: string; cookie: string | undefined; body: string}[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        const {authorization = '', cookie} = request.headers;
        got.push({path: request.url ?? '', authorization, cookie, body});
        if (request.url?.endsWith('/slow')) return;
        if (request.url?.endsWith('/moved')) response.writeHead(302, {location: '/elsewhere'}).end();
        else if (request.url?.endsWith('/long')) response.end('x'.repeat(1_000_000));
        else response.writeHead(429, {'retry-after': '7', etag: '"e"'}).end('slower');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sync/`;
  });
  afterEach(() => {
    got.length = 0;
    vi.unstubAllGlobals();
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const run = (options: Partial<CoreTask> = {}, signal = new AbortController().signal) =>
    perform(task(options), {base, leaving: false, signal});

  it('finds paths below the address of the server, whatever folder that is', () => {
    for (const address of ['https://a.example/sync', 'https://a.example/sync/']) {
      expect(resolveUrl('/v1/events', address)).toBe('https://a.example/sync/v1/events');
    }
    expect(resolveUrl('/v1/events', 'https://a.example')).toBe('https://a.example/v1/events');
    expect(resolveUrl('https://b.example/m.json', 'https://a.example')).toBe('https://b.example/m.json');
    expect(resolveUrl('//b.example/m.json', 'https://a.example')).toBe('https://a.example/b.example/m.json');
  });

  it('sends what the core says and gives back the answer with its headers', async () => {
    const outcome = await run();
    expect(got).toEqual([{path: '/sync/v1/events', authorization: 'Bearer key', cookie: undefined, body: 'batch'}]);
    expect({...outcome, body: new TextDecoder().decode(outcome.body)}).toEqual({
      status: 429,
      retryAfter: '7',
      etag: '"e"',
      body: 'slower',
    });
  });

  it('says nothing of the shopper but what is in the task', async () => {
    const asked: RequestInit[] = [];
    vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
      asked.push(init);
      return new Response('');
    });
    await run();
    await perform(task(), {base, leaving: true, signal: new AbortController().signal});
    expect(asked[0]).toMatchObject({
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    });
    expect(asked.map(({keepalive}) => keepalive)).toEqual([false, true]);
  });

  it('follows no redirect, waits no longer than it may, and stops when told so', async () => {
    expect(await run({url: '/moved'})).toEqual({status: 0});
    expect(got.map(({path}) => path)).toEqual(['/sync/moved']);
    expect(await run({url: '/slow', timeoutMs: 50})).toEqual({status: 0});
    const aborter = new AbortController();
    const stopped = run({url: '/slow'}, aborter.signal);
    aborter.abort();
    expect(await stopped).toEqual({status: 0});
    expect(await perform(task(), {base: 'http://127.0.0.1:1', leaving: false, signal: aborter.signal})).toEqual({
      status: 0,
    });
  });

  it('reads no more of an answer than tells that it is too long', async () => {
    const {status, body} = await run({url: '/long'});
    expect(status).toBe(200);
    expect(body!.length).toBeGreaterThan(100);
    expect(body!.length).toBeLessThan(1_000_000);
  });
});
