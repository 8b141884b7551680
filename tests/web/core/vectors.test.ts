/** The golden vectors in a real browser, relaxed SIMD included: same top 20, same bits, whatever the instruction set. */
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

import {afterAll, beforeAll, describe, expect, test} from 'vitest';

import {expected, shelvesOf, type Vectors} from '../../../wasm/npm/test/core/support/run-vectors.js';
import {chromiumMissing} from '../support/chromium.js';
import {openCorePage, wasmFolder, type CorePage} from './core-page.js';

const vectors = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../conformance/sessions/sessions.json'), 'utf8'),
) as Vectors;

describe.skipIf(chromiumMissing())('in Chromium', () => {
  let core: CorePage;
  beforeAll(async () => {
    core = await openCorePage();
  });
  afterAll(() => core?.close());

  test.each(['scalar', 'simd', 'relaxed'])('%s gives what the native core gives', async (variant) => {
    if (!existsSync(join(wasmFolder, `nearshelf-${variant}.wasm`))) {
      // Only the relaxed module needs more than the machine's own Emscripten.
      if (process.env.CI) throw new Error(`nearshelf-${variant}.wasm is missing: run script/build-wasm --relaxed`);
      console.warn(`skipped: nearshelf-${variant}.wasm is missing (script/build-wasm --relaxed builds it)`);
      return;
    }
    const results = await core.call<unknown[]>('runVectors', variant, '/sessions');
    const models = vectors.models.map((entry) => entry.expect);
    const shelves = shelvesOf(vectors).map(({steps}) => steps.map((step) => step.expect));
    const wanted = expected([...models, ...models, ...shelves], (expression) => expect.stringMatching(expression));
    expect(results).toStrictEqual(wanted);
  });
});
