import {createHash} from 'node:crypto';

import {afterEach, describe, expect, it, vi} from 'vitest';

import {downloadModel, findModel} from '../../src/host/model-source.js';

const BYTES = new TextEncoder().encode('an artifact');
const SHA256 = createHash('sha256').update(BYTES).digest('hex');
const MANIFEST = {
  format: 'nearshelf-manifest',
  format_version: 1,
  model: {id: 'shop', version: 3, url: 'models/a.nsm', bytes: BYTES.length, sha256: SHA256},
};

function answer(answers: (Response | Error)[]): {calls: {url: string; cache?: string}[]} {
  const calls: {url: string; cache?: string}[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    calls.push({url, cache: init.cache});
    const next = answers.shift()!;
    if (next instanceof Error) throw next;
    return next;
  });
  return {calls};
}

describe('findModel and downloadModel', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('follows a manifest and checks what it names', async () => {
    const {calls} = answer([Response.json(MANIFEST), new Response(BYTES)]);
    const offer = await findModel('https://cdn.example/shelf/manifest.json');
    expect(await downloadModel(offer)).toEqual({bytes: BYTES, sha256: SHA256});
    expect(calls).toEqual([
      {url: 'https://cdn.example/shelf/manifest.json', cache: 'no-cache'},
      {url: 'https://cdn.example/shelf/models/a.nsm', cache: 'default'},
    ]);
  });

  it('fetches a bad copy out of the cache anew, once', async () => {
    const {calls} = answer([new Response('half an a'), new Response(BYTES)]);
    const offer = {known: MANIFEST.model, url: 'https://cdn.example/a.nsm'};
    expect((await downloadModel(offer)).sha256).toBe(SHA256);
    expect(calls.map(({cache}) => cache)).toEqual(['default', 'reload']);
    answer([new Response('an artifacT'), new Response('an artifacT')]);
    await expect(downloadModel(offer)).rejects.toMatchObject({code: 'CORRUPT'});
  });

  it('takes an artifact as it is and asks the server whether it changed', async () => {
    const {calls} = answer([new Response(BYTES)]);
    const offer = await findModel('https://cdn.example/a.nsm?v=2');
    expect(offer.known).toBeNull();
    expect((await downloadModel(offer)).sha256).toBe(SHA256);
    expect(calls).toEqual([{url: 'https://cdn.example/a.nsm?v=2', cache: 'no-cache'}]);
  });

  it.each([
    ['IO', new TypeError('offline')],
    ['NOT_FOUND', new Response('', {status: 404})],
    ['IO', new Response('', {status: 503})],
    ['CORRUPT', new Response('<html>')],
    ['CORRUPT', Response.json({...MANIFEST, model: {...MANIFEST.model, sha256: 'x'}})],
    ['CORRUPT', Response.json({...MANIFEST, model: undefined})],
    ['UNSUPPORTED_VERSION', Response.json({...MANIFEST, format_version: 2})],
  ])('rejects with %s', async (code, response) => {
    answer([response]);
    await expect(findModel('https://cdn.example/manifest.json')).rejects.toMatchObject({code});
  });
});
