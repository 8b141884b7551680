import {beforeEach, describe, expect, test} from 'vitest';

import {CurrentModel, type LoadedModel} from '../src/current-model.js';
import {FakeCdn, FakeModel} from './fakes.js';

describe('the current model', () => {
  let cdn: FakeCdn;
  let now: number;
  let opened: FakeModel[];
  let pending: Promise<void>[];
  let current: CurrentModel;
  const ready = (): Promise<void> => current.ready((work) => void pending.push(work));
  const get = async (): Promise<LoadedModel> => {
    await ready();
    return current.loaded!;
  };

  beforeEach(() => {
    cdn = new FakeCdn();
    now = 0;
    opened = [];
    pending = [];
    current = new CurrentModel({
      manifestUrl: cdn.manifestUrl,
      read: cdn.read,
      open: async (artifact) => {
        opened.push(new FakeModel(new TextDecoder().decode(artifact)));
        return opened.at(-1)!;
      },
      refreshMs: 1000,
      nowMs: () => now,
    });
  });

  test('is loaded once', async () => {
    cdn.publish('a', 1);
    expect(current.loaded).toBeUndefined();
    const first = await get();
    expect(first).toMatchObject({id: 'a', version: 1});
    now = 999;
    expect(await get()).toBe(first);
    expect(cdn.reads).toHaveLength(2);
    expect(pending).toHaveLength(0);
  });

  test('is replaced when the manifest changed, and nobody waits for that', async () => {
    cdn.publish('a', 1);
    await get();
    cdn.publish('b', 2);
    now = 1000;
    expect((await get()).id).toBe('a');
    expect((await get()).id).toBe('a');
    expect(pending).toHaveLength(1);
    await pending[0];
    expect((await get()).id).toBe('b');
    expect(opened.map((model) => model.closed)).toEqual([true, false]);
  });

  test('stays when the manifest did not change: only that is read', async () => {
    cdn.publish('a', 1);
    await get();
    now = 5000;
    await get();
    await pending[0];
    expect(cdn.reads).toHaveLength(3);
    expect(opened).toHaveLength(1);
  });

  test('goes back when the shop does', async () => {
    cdn.publish('b', 2);
    await get();
    cdn.publish('a', 1);
    now = 1000;
    await get();
    await pending[0];
    expect(current.loaded?.version).toBe(1);
  });

  test('outlives a CDN that fails, and looks again a minute later', async () => {
    cdn.publish('a', 1);
    await get();
    cdn.put('manifest.json', '<html>');
    now = 1000;
    expect((await get()).id).toBe('a');
    await pending[0];
    cdn.publish('b', 2);
    now = 2000;
    await get();
    await pending[1];
    expect(current.loaded?.id).toBe('b');
  });

  test('is not what the manifest did not describe', async () => {
    cdn.publish('a', 1);
    const model = [...cdn.files.keys()].find((url) => url.endsWith('.nsm'))!;
    cdn.files.set(model, new Uint8Array([98]));
    await expect(get()).rejects.toMatchObject({status: 503, code: 'CORRUPT', place: model});
    for (const manifest of ['', 'null', '{}', '{"format":"nearshelf-manifest","format_version":2,"model":{}}']) {
      cdn.put('manifest.json', manifest);
      await expect(get()).rejects.toMatchObject({status: 503, place: cdn.manifestUrl});
    }
    expect(opened).toHaveLength(0);
    cdn.publish('c', 3);
    expect((await get()).id).toBe('c');
  });

  test('two first requests end with one model', async () => {
    cdn.publish('a', 1);
    await Promise.all([ready(), ready()]);
    expect(opened.filter((model) => !model.closed)).toEqual([current.loaded!.model]);
  });
});
