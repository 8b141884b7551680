import {beforeEach, describe, expect, test} from 'vitest';

import {NearshelfError} from 'nearshelf/edge';

import {CurrentModel} from '../src/current-model.js';
import {handle} from '../src/handler.js';
import {FakeCdn, FakeModel} from './fakes.js';

describe('the handler', () => {
  let cdn: FakeCdn;
  let model: FakeModel;
  let current: CurrentModel;

  beforeEach(() => {
    cdn = new FakeCdn();
    cdn.publish('shoes', 7);
    model = new FakeModel('shoes');
    current = new CurrentModel({manifestUrl: cdn.manifestUrl, read: cdn.read, open: async () => model});
  });

  const ask = (path: string, method = 'GET', headers: Record<string, string> = {}): Promise<Response> =>
    handle(new Request(`https://edge.example${path}`, {method, headers}), current, () => undefined);

  test('recommends, and says how long and under which address that may be kept', async () => {
    const response = await ask('/recommend?items=b,a&count=3');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      model: {id: 'shoes', version: 7},
      context: 'none',
      items: [{id: 'shoes', score: 1, reasons: []}],
    });
    const {headers} = response;
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('cache-control')).toBe('public, max-age=60, stale-while-revalidate=600');
    expect(headers.get('content-location')).toBe('/recommend?count=3&items=b,a');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('set-cookie')).toBeNull();
  });

  test('answers 304 without ranking, until the model changes', async () => {
    const etag = (await ask('/recommend')).headers.get('etag')!;
    const again = await ask('/recommend', 'GET', {'if-none-match': `"other", W/${etag}`});
    expect(again.status).toBe(304);
    expect(again.headers.get('cache-control')).toContain('max-age=60');
    expect(await again.text()).toBe('');
    expect(model.asked).toBe(1);
    expect((await ask('/recommend', 'GET', {'if-none-match': '"other"'})).status).toBe(200);
  });

  test('HEAD is GET without the body', async () => {
    const head = await ask('/recommend?items=a', 'HEAD');
    expect(head.status).toBe(200);
    expect(head.headers.get('etag')).toBeTruthy();
    expect(await head.text()).toBe('');
  });

  test('OPTIONS tells what may be done, other methods what may not', async () => {
    const options = await ask('/recommend', 'OPTIONS');
    expect(options.status).toBe(204);
    expect(options.headers.get('access-control-allow-methods')).toBe('GET, HEAD, OPTIONS');
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const response = await ask('/recommend', method);
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    }
  });

  test('mistakes have a code, a message and a place, and are not kept', async () => {
    const response = await ask('/recommend?count=1000');
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: {code: 'INVALID_ARGUMENT', message: 'not a number from 1 to 100', place: 'query.count'},
    });
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect((await ask('/')).status).toBe(404);
  });

  test('what the core refuses is the client\'s mistake, what else fails is not told', async () => {
    model.recommend = () => {
      throw new NearshelfError('INVALID_ARGUMENT', 'not UTF-8', 'item_ids[0]');
    };
    expect((await ask('/recommend')).status).toBe(400);
    model.recommend = () => {
      throw new Error('secret');
    };
    const response = await ask('/recommend');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
  });

  test('is healthy with a model, and asks to come back without one', async () => {
    const healthy = await ask('/healthz');
    expect(await healthy.json()).toEqual({status: 'ok', model: {id: 'shoes', version: 7}});
    expect(healthy.headers.get('cache-control')).toBe('no-store');
    cdn.put('manifest.json', '');
    current = new CurrentModel({manifestUrl: cdn.manifestUrl, read: cdn.read, open: async () => model});
    const ill = await ask('/healthz');
    expect(ill.status).toBe(503);
    expect(ill.headers.get('retry-after')).toBe('5');
  });
});
