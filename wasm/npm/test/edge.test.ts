import {existsSync, readFileSync} from 'node:fs';

import {describe, expect, it} from 'vitest';

import {NearshelfError, openEdgeModel} from '../src/edge.js';

const ROOT = new URL('../../../', import.meta.url);
const WASM = new URL('nearshelf-edge-simd.wasm', new URL('../dist/', import.meta.url));
const artifact = readFileSync(new URL('tests/conformance/sessions/shop-1.nsm', ROOT));

describe.skipIf(!process.env.CI && !existsSync(WASM))('openEdgeModel', () => {
  it('recommends from bytes, from a compiled module and from a response alike', async () => {
    const bytes = readFileSync(WASM);
    const answers = [];
    for (const wasm of [bytes, await WebAssembly.compile(bytes), new Response(bytes)]) {
      const model = await openEdgeModel(artifact, {wasm});
      answers.push(model.recommend(['sku-000002'], {count: 5}));
      expect(model.info().itemCount).toBeGreaterThan(10);
      model.close();
      model.close();
      expect(() => model.recommend([])).toThrow(NearshelfError);
    }
    expect(answers[0]!.items).toHaveLength(5);
    expect(answers[0]!.context).toBe('session');
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('refuses a damaged artifact and a module that is none', async () => {
    const wasm = readFileSync(WASM);
    await expect(openEdgeModel(artifact.subarray(0, 1000), {wasm})).rejects.toMatchObject({code: 'CORRUPT'});
    await expect(openEdgeModel(artifact, {wasm: new Uint8Array(8)})).rejects.toMatchObject({place: 'options.wasm'});
  });
});
