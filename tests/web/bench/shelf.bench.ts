/**
 * The package in Chromium, as a page sees it, with a model of one's own:
 *
 *   NEARSHELF_BENCH_MODEL=$PWD/diginetica.nsm npm run bench -w tests/web
 *
 * Prints a JSON object for each .wasm variant that was built. Times are milliseconds.
 */
import {createHash} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {loadavg} from 'node:os';
import {basename, join} from 'node:path';

import {afterAll, beforeAll, describe, expect, it} from 'vitest';

import {openProfile, type Profile} from '../support/chromium.js';
import {serveFolders, type StaticServer} from '../support/static-server.js';

const DIST = join(import.meta.dirname, '../../../wasm/npm/dist');
const MODEL = process.env.NEARSHELF_BENCH_MODEL ?? '';
const VISITS = Number(process.env.NEARSHELF_BENCH_VISITS ?? 60);
const CLICKS = 4;

const PAGE = '<!doctype html><title>bench</title><script type="module" src="/page.js"></script>';
const SCRIPT = "import {openShelf} from '/nearshelf/index.js'; window.openShelf = openShelf;";

interface Samples {
  open: number;
  firstRecommendation: number;
  track: number[];
  afterClick: number[];
  again: number[];
  longTasks: number[];
  info: Record<string, unknown>;
}

/** Runs in the page. */
async function visit(given: {visits: number; clicks: number}): Promise<Samples> {
  const open = (window as unknown as {openShelf: (options: object) => Promise<any>}).openShelf;
  const longTasks: number[] = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longTasks.push(entry.duration);
  }).observe({type: 'longtask', buffered: true});

  const begin = performance.now();
  const shelf = await open({model: '/manifest.json', consent: 'granted'});
  const opened = performance.now();
  const popular = await shelf.recommend({count: 500, rankers: ['popular'], withReasons: false});
  const first = await shelf.recommend();
  const firstRecommendation = performance.now();
  if (first.items.length === 0) throw new Error('nothing is recommended');

  const ids: string[] = popular.items.map((item: {id: string}) => item.id);
  const samples: Samples = {
    open: opened - begin,
    firstRecommendation: firstRecommendation - begin,
    track: [],
    afterClick: [],
    again: [],
    longTasks,
    info: {},
  };
  let next = 0;
  for (let i = 0; i < given.visits; i++) {
    await shelf.endSession();
    for (let click = 0; click < given.clicks; click++) {
      const start = performance.now();
      await shelf.track({kind: 'view', itemId: ids[next++ % ids.length]});
      samples.track.push(performance.now() - start);
    }
    let start = performance.now();
    await shelf.recommend();
    samples.afterClick.push(performance.now() - start);
    start = performance.now();
    await shelf.recommend();
    samples.again.push(performance.now() - start);
  }
  samples.info = await shelf.info();
  await shelf.close();
  return samples;
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Number(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!.toFixed(3));
}

function summary(values: readonly number[]): {median: number; p95: number; n: number} {
  return {median: quantile(values, 0.5), p95: quantile(values, 0.95), n: values.length};
}

describe.skipIf(!existsSync(MODEL))('the package in Chromium', () => {
  let server: StaticServer;
  let profile: Profile;
  let forbidden: string[] = [];

  let artifact: Buffer;

  beforeAll(async () => {
    artifact = readFileSync(MODEL);
    const sha256 = createHash('sha256').update(artifact).digest('hex');
    const model = {id: 'bench', version: 1, url: 'model.nsm', bytes: artifact.length, sha256};
    const manifest = JSON.stringify({format: 'nearshelf-manifest', format_version: 1, model});
    server = await serveFolders({
      folders: {'/nearshelf/': DIST},
      headers: {
        // Isolated pages have a clock of 5 microseconds instead of 100.
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
        // As a CDN sends them: browsers keep the machine code of a .wasm file that they may keep.
        'Cache-Control': 'max-age=3600',
      },
      handler: (_, response, url) => {
        if (forbidden.some((name) => url.pathname.endsWith(name))) {
          response.writeHead(404).end();
          return true;
        }
        const body = {'/': PAGE, '/page.js': SCRIPT, '/manifest.json': manifest, '/model.nsm': artifact}[url.pathname];
        if (body === undefined) return false;
        response.setHeader('content-type', url.pathname === '/' ? 'text/html' : 'text/javascript');
        response.end(body);
        return true;
      },
    });
  });
  afterAll(() => server.close());

  for (const [variant, absent] of [
    ['relaxed', []],
    ['simd', ['nearshelf-relaxed.wasm']],
    ['scalar', ['nearshelf-relaxed.wasm', 'nearshelf-simd.wasm']],
  ] as const) {
    it.skipIf(!existsSync(join(DIST, `nearshelf-${variant}.wasm`)))(variant, async () => {
      forbidden = [...absent];
      profile = await openProfile();
      try {
        const run = async (visits: number): Promise<Samples> => {
          const page = await profile.context.newPage();
          await page.goto(server.origin);
          await page.waitForFunction(() => 'openShelf' in window);
          const samples = await page.evaluate(visit, {visits, clicks: CLICKS});
          await page.close();
          return samples;
        };
        const firstVisit = await run(VISITS);
        const laterVisits = [];
        for (let i = 0; i < 7; i++) laterVisits.push(await run(1));
        const last = await run(VISITS);
        expect(last.info.variant).toBe(variant);
        const heap = (samples: Samples): number => samples.info.memoryBytes as number;
        console.log(
          JSON.stringify(
            {
              variant,
              model: basename(MODEL),
              artifactBytes: artifact.length,
              storage: last.info.storage,
              afterClick: summary(last.afterClick),
              again: summary(last.again),
              track: summary(last.track),
              firstVisit: {firstRecommendation: firstVisit.firstRecommendation, afterClick: summary(firstVisit.afterClick)},
              secondVisit: {
                open: summary(laterVisits.map((samples) => samples.open)),
                firstRecommendation: summary(laterVisits.map((samples) => samples.firstRecommendation)),
              },
              heap: {
                bytesAfterInstall: heap(firstVisit),
                bytesAfterReopen: heap(last),
                limit: 1.5 * artifact.length + 12 * 1024 * 1024,
              },
              longTasks: [...firstVisit.longTasks, ...last.longTasks],
              loadAverage: loadavg(),
            },
            null,
            1,
          ),
        );
      } finally {
        await profile.close();
      }
    });
  }
});
