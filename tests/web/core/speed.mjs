/**
 * Measures every variant in a worker of Chromium: node tests/web/core/speed.mjs MODEL.nsm [CLICKS]
 * It runs the TypeScript beside it through Vite.
 */
import {loadavg} from 'node:os';
import {basename, dirname, resolve} from 'node:path';
import {existsSync} from 'node:fs';

import {createServer} from 'vite';

const [path, clicks = '1200'] = process.argv.slice(2);
if (!path) throw new Error('usage: node tests/web/core/speed.mjs MODEL.nsm [CLICKS]');
const vite = await createServer({
  configFile: false,
  root: import.meta.dirname,
  logLevel: 'warn',
  server: {middlewareMode: true, watch: null, hmr: false},
  appType: 'custom',
});
const {openCorePage, wasmFolder} = await vite.ssrLoadModule('/core-page.ts');
const core = await openCorePage(dirname(resolve(path)));
const ms = ({least, median, p95}) => `median ${median.toFixed(2)} ms, least ${least.toFixed(2)}, p95 ${p95.toFixed(2)}`;
const mb = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
try {
  console.log(`${path}; load ${loadavg()[0].toFixed(1)}`);
  for (const variant of ['scalar', 'simd', 'relaxed']) {
    if (!existsSync(`${wasmFolder}/nearshelf-${variant}.wasm`)) continue;
    const result = await core.call('measure', variant, `/models/${basename(path)}`, Number(clicks));
    const {reopening} = result;
    console.log(`${variant}
  click      ${ms(result.click)}
  track      ${ms(result.track)}
  recommend  ${ms(result.recommend)}
  install    ${result.installMs.toFixed(0)} ms, heap ${mb(result.heapAfterInstallBytes)}
  reopen     ${reopening.openMs.toFixed(0)} ms, then ${reopening.firstMs.toFixed(1)} ms, heap ${mb(reopening.heapBytes)}`);
  }
} finally {
  await core.close();
  await vite.close();
}
