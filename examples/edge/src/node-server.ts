/** The same handler behind Node's http server. */
import {readFile} from 'node:fs/promises';
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';

import {openEdgeModel} from 'nearshelf/edge';

import {CurrentModel} from './current-model.js';
import {handle} from './handler.js';
import {Problem} from './problem.js';

export interface NodeServerOptions {
  /** http:, https: or file: address of manifest.json. */
  manifestUrl: string;
  /** The edge .wasm. */
  wasm: WebAssembly.Module | BufferSource;
  /** Default a minute. */
  refreshMs?: number;
}

async function read(url: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    if (url.startsWith('file:')) return new Uint8Array(await readFile(new URL(url)));
    const response = await fetch(url);
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    throw new Error(`HTTP ${response.status}`);
  } catch (error) {
    throw new Problem(503, 'IO', `no model: ${error instanceof Error ? error.message : String(error)}`, url);
  }
}

async function serve(incoming: IncomingMessage, outgoing: ServerResponse, current: CurrentModel): Promise<void> {
  const headers = new Headers();
  const tags = incoming.headers['if-none-match'];
  if (tags !== undefined) headers.set('if-none-match', tags);
  const request = new Request(new URL(incoming.url ?? '/', 'http://edge'), {method: incoming.method ?? 'GET', headers});
  const response = await handle(request, current, () => undefined);
  const body = Buffer.from(await response.arrayBuffer());
  if (incoming.method !== 'HEAD') response.headers.set('content-length', String(body.length));
  outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(body);
}

/** A server that does not listen yet. */
export function createNodeServer({manifestUrl, wasm, refreshMs}: NodeServerOptions): Server {
  const current = new CurrentModel({manifestUrl, read, open: (artifact) => openEdgeModel(artifact, {wasm}), refreshMs});
  return createServer((incoming, outgoing) => {
    // What is no address at all (for example "//") is the client's mistake.
    serve(incoming, outgoing, current).catch(() => outgoing.writeHead(400).end());
  });
}
