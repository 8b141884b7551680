import {describe, expect, test} from 'vitest';

import {loadModelCore} from '../../src/core/load-edge.js';
import {supportedVariants, type Variant} from '../../src/core/variants.js';
import {artifact, moduleOf, variants} from './support/modules.js';

test('every machine runs the scalar module, and what it offers comes best first', () => {
  const supported = supportedVariants();
  expect(supported.at(-1)).toBe('scalar');
  expect(['relaxed', 'simd', 'scalar'].filter((name) => supported.includes(name as Variant))).toEqual(supported);
  expect(supported).toContain('simd'); // Node has had it since 16.4
});

describe.skipIf(!variants.includes('scalar'))('loading', () => {
  const scalarOnly = async (variant: Variant): Promise<WebAssembly.Module | null> =>
    variant === 'scalar' ? moduleOf('scalar', true) : null;

  test('takes the best that is there', async () => {
    const asked: Variant[] = [];
    const {core, variant} = await loadModelCore(async (name) => {
      asked.push(name);
      return variants.includes(name) ? moduleOf(name, true) : null;
    });
    expect(variant).toBe(variants[0]);
    expect(asked.at(-1)).toBe(variant);
    expect(core.openModel(artifact('shop-1.nsm')).recommend(['sku-000007']).items).toHaveLength(20);
  });

  test('passes over what is not there, not WebAssembly, or not fetched', async () => {
    expect((await loadModelCore(scalarOnly)).variant).toBe('scalar');
    const warnings: string[] = [];
    const log = (_: string, text: string): void => void warnings.push(text);
    const garbage = async (name: Variant) => (name === 'scalar' ? moduleOf(name, true) : new Uint8Array(64));
    expect((await loadModelCore(garbage, {log})).variant).toBe('scalar');
    expect(warnings.join()).toContain('simd');
    const missing = (name: Variant) =>
      name === 'scalar' ? moduleOf(name, true) : Promise.resolve(new Response('no', {status: 500}));
    expect((await loadModelCore(missing)).variant).toBe('scalar');
  });

  test('passes over a module that computes something else', async () => {
    // A module with the exports that are looked at, whose self-test answers 0.
    const lying = Uint8Array.from([
      0, 97, 115, 109, 1, 0, 0, 0, 1, 8, 2, 96, 0, 0, 96, 0, 1, 127, 3, 4, 3, 0, 1, 1, 5, 3, 1, 0, 1, 7, 62, 4,
      ...text('memory'), 2, 0, ...text('_initialize'), 0, 0, ...text('nsh_abi_version'), 0, 1,
      ...text('nsh_web_self_test'), 0, 2, 10, 14, 3, 2, 0, 11, 4, 0, 65, 0, 11, 4, 0, 65, 0, 11,
    ]);
    const warnings: string[] = [];
    const fetchModule = async (name: Variant) => (name === 'scalar' ? moduleOf(name, true) : lying);
    const {variant} = await loadModelCore(fetchModule, {log: (_, text) => void warnings.push(text)});
    expect(variant).toBe('scalar');
    expect(warnings.join()).toContain('self-test');
  });

  test('says what was wrong when there is none', async () => {
    await expect(loadModelCore(() => null)).rejects.toMatchObject({code: 'NOT_FOUND'});
    await expect(loadModelCore(() => Promise.reject(new Error('offline')))).rejects.toMatchObject({
      code: 'INTERNAL',
      message: expect.stringContaining('offline') as string,
    });
  });
});

/** A name as the binary format has it. */
function text(name: string): number[] {
  return [name.length, ...Buffer.from(name)];
}
