/** Cloudflare Workers, and everything that runs workerd. */
import {openEdgeModel} from 'nearshelf/edge';
import wasm from 'nearshelf/nearshelf-edge-simd.wasm';

import {CurrentModel} from './current-model.js';
import {handle} from './handler.js';
import {Problem} from './problem.js';

interface Environment {
  MANIFEST_URL: string;
}

async function read(url: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url).catch(() => undefined);
  if (!response?.ok) throw new Problem(503, 'IO', `no model: HTTP ${response?.status ?? 'failed'}`, url);
  return new Uint8Array(await response.arrayBuffer());
}

// Lives as long as the isolate.
let current: CurrentModel | undefined;

// The runtime asks for a default export.
export default {
  fetch(request: Request, env: Environment, context: {waitUntil(work: Promise<void>): void}): Promise<Response> {
    current ??= new CurrentModel({
      manifestUrl: env.MANIFEST_URL,
      read,
      open: (artifact) => openEdgeModel(artifact, {wasm}),
    });
    return handle(request, current, (work) => context.waitUntil(work));
  },
};
