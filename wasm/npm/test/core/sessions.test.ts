/** The golden vectors: every module gives what the native core gives, to the last bit of every score. */
import {describe, expect, test} from 'vitest';

import {makeModelCore} from '../../src/core/load-edge.js';
import {makeShelfCore} from '../../src/core/load.js';
import {artifact, moduleOf, variants, vectors} from './support/modules.js';
import {expected, runModelEntry, runShelfEntry, shelvesOf} from './support/run-vectors.js';

describe.each(variants)('%s', (variant) => {
  test.each(vectors.models)('model: $name', async (entry) => {
    const core = await makeShelfCore(await moduleOf(variant), {});
    expect(runModelEntry(core, entry, artifact)).toStrictEqual(entry.expect);
  });

  test.each(vectors.models)('model at the edge: $name', async (entry) => {
    const core = await makeModelCore(await moduleOf(variant, true));
    expect(runModelEntry(core, entry, artifact)).toStrictEqual(entry.expect);
  });

  test.each(shelvesOf(vectors))('shelf: $name', async (entry) => {
    const results = await runShelfEntry(await moduleOf(variant), entry, artifact);
    entry.steps.forEach((step, index) => {
      const wanted = expected(step.expect, (expression) => expect.stringMatching(expression));
      expect(results[index], `step ${index}, ${step.do}`).toStrictEqual(wanted);
    });
  });
});

test('most of the shelves are run', () => {
  const skipped = vectors.shelves.length - shelvesOf(vectors).length;
  expect(shelvesOf(vectors).length).toBeGreaterThan(15);
  expect(skipped).toBeLessThan(6);
});
