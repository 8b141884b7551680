/** `npm start`: serves MANIFEST_URL (an address, or a path) on PORT (8787). */
import {readFile} from 'node:fs/promises';
import type {AddressInfo} from 'node:net';
import {pathToFileURL} from 'node:url';

import {createNodeServer} from './node-server.js';

const manifest = process.env.MANIFEST_URL;
if (!manifest) {
  console.error('MANIFEST_URL is not set: the address or path of the manifest.json that nearshelf publish wrote');
  process.exit(2);
}
// Compiled once, here, not when the first request comes.
const wasm = await WebAssembly.compile(await readFile(new URL('./nearshelf-edge-simd.wasm', import.meta.url)));
const manifestUrl = /^(https?|file):/.test(manifest) ? manifest : pathToFileURL(manifest).href;
const server = createNodeServer({manifestUrl, wasm});
server.listen(Number(process.env.PORT ?? 8787), process.env.HOST ?? '127.0.0.1', () => {
  const {address, port} = server.address() as AddressInfo;
  console.log(`http://${address}:${port}/recommend`);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close();
    server.closeIdleConnections();
  });
}
