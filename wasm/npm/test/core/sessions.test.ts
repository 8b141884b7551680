/** The golden vectors: every module gives what the native core gives, to the last bit of every score. */
import {describe, expect, test} from 'vitest';

import {makeModelCore} from '../../src/core/load-edge.js';
import {makeShelfCore} from '../../src/core/load.js';
import {MemoryFiles} from '../../src/storage/memory-files.js';
import {makeKeptCore} from './support/kept.js';
import {artifact, moduleOf, variants, vectors} from './support/modules.js';
import {runModelEntry, runShelfSteps} from './support/run-vectors.js';

describe.each(variants)('%s', (variant) => {
  test.each(vectors.models)('model: $name', async (entry) => {
    const core = await makeShelfCore(await moduleOf(variant), {});
    expect(runModelEntry(core, entry, artifact)).toEqual(entry.expect);
  });

  test.each(vectors.models)('model at the edge: $name', async (entry) => {
    const core = await makeModelCore(await moduleOf(variant, true));
    expect(runModelEntry(core, entry, artifact)).toEqual(entry.expect);
  });

  test.each(vectors.shelves)('shelf: $name', async ({steps}) => {
    let now = 0;
    const core = await makeKeptCore(await moduleOf(variant), {files: new MemoryFiles(), nowMs: () => now});
    const results = runShelfSteps(core, (nowMs) => (now = nowMs), steps, artifact);
    expect(results).toEqual(steps.map((step) => step.expect));
  });
});
