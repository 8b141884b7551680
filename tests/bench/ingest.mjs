// How many events a second nearshelf-server keeps, beside an Express server that does the same (express-peer): one after
// the other, several rounds, the same load, each batch durable before it is answered.
//   cmake --build --preset release --target nearshelf-server nearshelf-load
//   node tests/bench/ingest.mjs [--rounds 3] [--events 100000] [--batch 50] [--connections 16]
import {execFile, execFileSync, spawn} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {parseArgs, promisify} from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = join(root, 'build/release/bin');
const peer = join(root, 'tests/bench/express-peer');
const {values: flags} = parseArgs({
  options: {
    rounds: {type: 'string', default: '3'},
    events: {type: 'string', default: '100000'},
    batch: {type: 'string', default: '50'},
    connections: {type: 'string', default: '16'},
  },
});

/** The peer has a lock file of its own, and better-sqlite3 compiles itself. */
function installPeer() {
  const json = (path) => JSON.parse(readFileSync(join(peer, path), 'utf8'));
  const module = join(peer, 'node_modules/better-sqlite3');
  const wanted = json('package.json').dependencies['better-sqlite3'];
  if (
    existsSync(join(module, 'build/Release/better_sqlite3.node')) &&
    json('node_modules/better-sqlite3/package.json').version === wanted
  ) {
    return;
  }
  console.error('installing the peer ...');
  execFileSync('npm', ['ci'], {cwd: peer, stdio: 'inherit'});
  execFileSync('npm', ['rebuild', 'better-sqlite3', '--ignore-scripts=false'], {cwd: peer, stdio: 'inherit'});
}

async function portFrom(read) {
  for (let i = 0; i < 3000; ++i) {
    const text = read();
    if (/^\d+\n/.test(text)) return text.trim();
    await sleep(10);
  }
  throw new Error('the server did not start');
}

async function withProcess(command, args, read, use) {
  const server = spawn(command, args, {stdio: ['ignore', 'pipe', 'inherit']});
  let out = '';
  server.stdout.on('data', (chunk) => (out += chunk));
  const ended = new Promise((resolve) => server.once('exit', resolve));
  try {
    return await use(await portFrom(() => read(out)), server.pid);
  } finally {
    server.kill('SIGTERM');
    await ended;
  }
}

/** CPU time of a process so far, in seconds. */
function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function measure(port, pid, token, format, seed) {
  const before = cpuSeconds(pid);
  const {stdout} = await run(join(bin, 'nearshelf-load'), [
    '--port', port, '--token', token, '--seed', String(seed), '--events', flags.events, '--batch', flags.batch,
    '--connections', flags.connections, ...(format === 'json' ? ['--json'] : []),
  ]);
  const report = JSON.parse(stdout);
  if (report.stored !== Number(flags.events)) throw new Error(`not all was stored: ${stdout}`);
  return {...report, cpu: (1e6 * (cpuSeconds(pid) - before)) / report.stored};
}

async function nearshelf(format, seed) {
  const folder = mkdtempSync(join(tmpdir(), 'nearshelf-bench-'));
  const server = join(bin, 'nearshelf-server');
  const data = ['--data', join(folder, 'data'), '--log-level', 'warning'];
  const {stdout} = await run(server, ['token', 'create', '--role', 'device', '--tenant', 'shop', ...data]);
  const portFile = join(folder, 'port');
  try {
    return await withProcess(
      server,
      ['serve', '--listen', '127.0.0.1:0', '--port-file', portFile, '--log-access=false', ...data],
      () => (existsSync(portFile) ? readFileSync(portFile, 'utf8') : ''),
      (port, pid) => measure(port, pid, stdout.trim(), format, seed),
    );
  } finally {
    rmSync(folder, {recursive: true});
  }
}

async function express(seed) {
  const folder = mkdtempSync(join(tmpdir(), 'nearshelf-bench-'));
  try {
    return await withProcess(
      process.execPath,
      [join(peer, 'server.mjs'), folder, 'token'],
      (out) => out,
      (port, pid) => measure(port, pid, 'token', 'json', seed),
    );
  } finally {
    rmSync(folder, {recursive: true});
  }
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

installPeer();
const contenders = {
  'Express + better-sqlite3, JSON': express,
  'nearshelf-server, JSON': (seed) => nearshelf('json', seed),
  'nearshelf-server, FlatBuffers': (seed) => nearshelf('flatbuffers', seed),
};
const runs = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
for (let round = 1; round <= Number(flags.rounds); ++round) {
  for (const [name, contend] of Object.entries(contenders)) {
    const report = await contend(round);
    runs[name].push(report);
    console.error(`round ${round}: ${name}: ${Math.round(report.events_per_second)} events/s`);
  }
}
const base = median(runs['Express + better-sqlite3, JSON'].map((report) => report.events_per_second));
console.log(`${flags.events} events, batches of ${flags.batch}, ${flags.connections} connections; medians of ${flags.rounds} rounds`);
console.log('| server | events/s | p50 ms | p99 ms | CPU us/event | times Express |');
console.log('| --- | --- | --- | --- | --- | --- |');
for (const [name, reports] of Object.entries(runs)) {
  const of = (key) => median(reports.map((report) => report[key]));
  const rate = of('events_per_second');
  console.log(
    `| ${name} | ${Math.round(rate)} | ${of('p50_ms').toFixed(1)} | ${of('p99_ms').toFixed(1)} | ${of('cpu').toFixed(1)} | ${(rate / base).toFixed(1)} |`,
  );
}
