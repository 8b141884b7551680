import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

import {build} from 'vite';
import {describe, expect, it} from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  exports: Record<string, string | {types: string; default: string}>;
};
const ENTRIES = Object.entries(manifest.exports).flatMap(([name, target]) =>
  typeof target === 'string' ? [] : [{name, ...target}],
);

const built = existsSync(join(ROOT, 'dist/index.js'));

describe.skipIf(!process.env.CI && !built)('the entries of the package', () => {
  it.each(ENTRIES)('$name has its types and can be imported where there is no browser', async (entry) => {
    expect(readFileSync(join(ROOT, entry.types), 'utf8')).toContain('export');
    const globals = Object.keys(globalThis);
    const names = Object.keys((await import(join(ROOT, entry.default))) as object);
    expect(names.length).toBeGreaterThan(0);
    // Importing does nothing, to the globals least of all.
    expect(Object.keys(globalThis)).toEqual(globals);
  });

  it.each(ENTRIES)('$name leaves nothing in the bundle of a shop that does not use it', async (entry) => {
    const source = `import ${JSON.stringify(join(ROOT, entry.default))};`;
    const result = await build({
      root: ROOT,
      configFile: false,
      logLevel: 'silent',
      plugins: [
        {
          name: 'shop',
          resolveId: (id) => (id === 'shop' ? '\0shop' : undefined),
          load: (id) => (id === '\0shop' ? source : undefined),
        },
      ],
      build: {write: false, rolldownOptions: {input: 'shop'}},
    });
    const {output} = (Array.isArray(result) ? result[0]! : result) as {output: {type: string; code?: string}[]};
    const code = output.map((each) => each.code ?? '').join('');
    expect(code.replace(/^\/\/.*$/gm, '').trim()).toBe('');
  });
});
