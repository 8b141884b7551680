// Runs a command with two sync servers beside it: node with-servers.mjs PROGRAM DATA MODEL COMMAND...
// NEARSHELF_TEST_SERVER and NEARSHELF_TEST_STRICT_SERVER tell it where they are, as JSON. The strict one takes one new
// decision a minute and answers 429 to more.
import {spawn} from 'node:child_process';
import {join} from 'node:path';

import {startSyncServer} from '../../examples/storefront/sync-server.mjs';

const [program, data, model, command, ...args] = process.argv.slice(2);
const servers = [
  await startSyncServer({program, data: join(data, 'ordinary'), model}),
  await startSyncServer({program, data: join(data, 'strict'), flags: ['--limits-receipts-per-minute', '1']}),
];
const describe = ({url, tokens}) => JSON.stringify({url, token: tokens.device});
const child = spawn(command, args, {
  stdio: 'inherit',
  env: {
    ...process.env,
    NEARSHELF_TEST_SERVER: describe(servers[0]),
    NEARSHELF_TEST_STRICT_SERVER: describe(servers[1]),
  },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
const code = await new Promise((resolve) => {
  child.once('error', (error) => {
    console.error(String(error));
    resolve(1);
  });
  child.once('exit', (status, signal) => resolve(signal ? 1 : status));
});
await Promise.all(servers.map((server) => server.stop()));
process.exitCode = code;
