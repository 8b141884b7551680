// Runs nearshelf-server beside the shop: its data, a key for the shop's pages, and the shop's model in it.
import {execFileSync, spawn} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

const ROLES = ['device', 'publisher', 'analyst'];
const START_MS = 20_000;

/**
 * The tokens of a demonstration, made once and kept beside its data. (A shop keeps only the device key in its pages, and
 * the others with whoever needs them.)
 */
function tokensOf(program, data) {
  const file = join(data, 'demo-tokens.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const make = (role) =>
    execFileSync(program, ['token', 'create', '--role', role, '--label', 'demo', '--data', data], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .toString()
      .trim();
  const tokens = Object.fromEntries(ROLES.map((role) => [role, make(role)]));
  writeFileSync(file, JSON.stringify(tokens), {mode: 0o600});
  return tokens;
}

async function publish(url, token, model) {
  const response = await fetch(`${url}/v1/models`, {
    method: 'PUT',
    headers: {authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream'},
    body: readFileSync(model),
  });
  // 409: this model, or a newer one, is there already.
  if (!response.ok && response.status !== 409) {
    throw new Error(`the model was not taken: HTTP ${response.status} ${await response.text()}`);
  }
}

/**
 * Starts `program` on a free port of this machine and resolves when it answers; `model`, an .nsm file, is published to
 * it. `flags`: more of its own.
 */
export async function startSyncServer({program, data, model, port = 0, flags = []}) {
  mkdirSync(data, {recursive: true, mode: 0o700});
  const tokens = tokensOf(program, data);
  const portFile = join(data, 'port');
  rmSync(portFile, {force: true});
  const server = spawn(
    program,
    ['--data', data, '--listen', `127.0.0.1:${port}`, '--port-file', portFile, '--log-level', 'warning', ...flags],
    {stdio: ['ignore', 'ignore', 'inherit']},
  );
  let ended = false;
  const exited = new Promise((resolve) => {
    server.once('exit', resolve);
    server.once('error', resolve);
  }).then((why) => {
    ended = true;
    return why;
  });
  const deadline = Date.now() + START_MS;
  while (!ended && !existsSync(portFile) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
  if (ended) throw new Error(`${program} did not start (${String(await exited)})`);
  if (!existsSync(portFile)) {
    server.kill('SIGKILL');
    throw new Error(`${program} was not ready within ${START_MS / 1000} s`);
  }
  const url = `http://127.0.0.1:${readFileSync(portFile, 'utf8').trim().split('\n')[0]}`;
  const stop = async (signal = 'SIGTERM') => {
    if (!ended) server.kill(signal);
    await exited;
  };
  try {
    if (model) await publish(url, tokens.publisher, model);
  } catch (error) {
    await stop();
    throw error;
  }
  return {url, port: Number(new URL(url).port), tokens, stop};
}
