/** The built example (`npm run build`) in the real Workers runtime and in Node, held against the native core. */
import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {promisify} from 'node:util';
import {once} from 'node:events';

import type {Miniflare} from 'miniflare';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';

import {createNodeServer} from '../src/node-server.js';
import {serveDirectory} from './serve-directory.js';
import {distDirectory, startWorker} from './workerd.js';

const root = resolve(import.meta.dirname, '../../..');
const sessions = resolve(root, 'tests/conformance/sessions');
const binary = process.env.NEARSHELF_BINARY ?? resolve(root, 'build/release/bin/nearshelf');
const wasm = join(distDirectory, 'nearshelf-edge-simd.wasm');

function missing(): string | undefined {
  const file = [binary, wasm].find((path) => !existsSync(path));
  if (file !== undefined && process.env.CI) throw new Error(`${file} is missing: build it first`);
  if (file !== undefined) console.warn(`skipped: ${file} is missing: build it first`);
  return file;
}

interface Item {
  id: string;
  score: number;
  reasons: {kind: string; share: number}[];
}

interface Answer {
  context: string;
  items: Item[];
}

/** What must be the same everywhere, scores to the last bit: both sides write the 32-bit floats that they are. */
const essence = ({context, items}: Answer): unknown => ({
  context,
  items: items.map(({id, score, reasons}) => ({
    id,
    score: Math.fround(score),
    reasons: reasons.map(({kind, share}) => ({kind, share: Math.fround(share)})),
  })),
});

const nearshelf = async (...args: string[]): Promise<string> => (await promisify(execFile)(binary, args)).stdout;

describe.skipIf(missing() !== undefined)('the edge example', () => {
  let scratch: string;
  let cdn: Awaited<ReturnType<typeof serveDirectory>>;
  let worker: Miniflare;
  let workerOrigin: string;
  let node: Server;
  let nodeOrigin: string;

  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'nearshelf-edge-'));
    await nearshelf('publish', '-q', '--static', scratch, '--model', join(sessions, 'shop-1.nsm'));
    cdn = await serveDirectory(scratch);
    worker = await startWorker(`${cdn.origin}/manifest.json`);
    workerOrigin = (await worker.ready).origin;
    node = createNodeServer({
      manifestUrl: `${cdn.origin}/manifest.json`,
      wasm: await WebAssembly.compile(await readFile(wasm)),
      refreshMs: 0,
    });
    await once(node.listen(0, '127.0.0.1'), 'listening');
    nodeOrigin = `http://127.0.0.1:${(node.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    await worker?.dispose();
    node?.close();
    node?.closeAllConnections();
    await cdn?.close();
    await rm(scratch, {recursive: true, force: true});
  });

  test('gives in workerd and in Node what the native core gives', async () => {
    const vectors = JSON.parse(await readFile(join(sessions, 'sessions.json'), 'utf8')) as {
      models: {model: string; items: string[]}[];
    };
    const all = vectors.models
      .filter(({model, items}) => model === 'shop-1.nsm' && items.length <= 100)
      .filter(({items}) => items.every((id) => /^[\w-]+$/.test(id)))
      .map(({items}) => items.join(','));
    expect(new Set(all).size).toBeGreaterThan(3);
    for (const items of new Set(all)) {
      const path = `/recommend?count=20&items=${items}`;
      const [fromWorker, fromNode] = await Promise.all([fetch(workerOrigin + path), fetch(nodeOrigin + path)]);
      const body = await fromWorker.text();
      expect(fromWorker.status, body).toBe(200);
      expect(await fromNode.text()).toBe(body);
      expect(fromNode.headers.get('etag')).toBe(fromWorker.headers.get('etag'));
      const args = ['--model', join(sessions, 'shop-1.nsm'), '--session', items.replaceAll(',', ' '), '-k', '20'];
      const native = JSON.parse(await nearshelf('recommend', '--json', ...args)) as Answer;
      expect(essence(JSON.parse(body) as Answer), items).toEqual(essence(native));
    }
  });

  test('speaks HTTP the same in both', async () => {
    for (const origin of [workerOrigin, nodeOrigin]) {
      const first = await fetch(`${origin}/recommend?items=a`);
      expect(first.headers.get('cache-control')).toBe('public, max-age=60, stale-while-revalidate=600');
      const etag = first.headers.get('etag')!;
      expect((await fetch(`${origin}/recommend?items=a`, {headers: {'if-none-match': etag}})).status).toBe(304);
      const head = await fetch(`${origin}/recommend?items=a`, {method: 'HEAD'});
      expect([head.status, await head.text()]).toEqual([200, '']);
      expect((await fetch(`${origin}/recommend`, {method: 'POST', body: 'x'})).status).toBe(405);
      expect((await fetch(`${origin}/recommend`, {method: 'OPTIONS'})).status).toBe(204);
      const refused = await fetch(`${origin}/recommend?count=0`);
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({error: {code: 'INVALID_ARGUMENT', place: 'query.count'}});
      expect(await (await fetch(`${origin}/healthz`)).json()).toMatchObject({status: 'ok', model: {version: 1}});
    }
  });

  test('takes a new model when the manifest changes', async () => {
    const version = async (): Promise<number> =>
      ((await (await fetch(`${nodeOrigin}/healthz`)).json()) as {model: {version: number}}).model.version;
    expect(await version()).toBe(1);
    await nearshelf('publish', '-q', '--static', scratch, '--model', join(sessions, 'shop-2.nsm'));
    await expect.poll(version).toBe(2);
  });

  test('reports how long a cold start and a request take', async () => {
    const start = performance.now();
    const cold = await startWorker(`${cdn.origin}/manifest.json`);
    try {
      const {origin} = await cold.ready;
      const ready = performance.now();
      await (await fetch(`${origin}/recommend`)).text();
      const first = performance.now();
      const times: number[] = [];
      for (let i = 0; i < 200; ++i) {
        const before = performance.now();
        expect((await fetch(`${origin}/recommend?items=sku-0000${10 + (i % 40)}`)).status).toBe(200);
        times.push(performance.now() - before);
      }
      times.sort((a, b) => a - b);
      const ms = (value: number): string => `${value.toFixed(1)} ms`;
      console.log(
        `workerd: process up after ${ms(ready - start)}, first answer ${ms(first - ready)} later ` +
          `(manifest and model downloaded and verified), then ${ms(times[100]!)} a request over HTTP (median of 200)`,
      );
    } finally {
      await cold.dispose();
    }
  });
});
