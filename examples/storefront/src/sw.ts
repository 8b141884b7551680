/**
 * The service worker. Two caches: the shell (everything that the build made, replaced as a whole by the next version)
 * and the goods (catalog, model, the .wasm file in use, pictures: what a page says).
 */
interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Waiting {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

declare const __PRECACHE__: string[];
declare const __MODULES__: string[];
declare const __VERSION__: string;
const worker = self as unknown as {
  clients: {claim(): Promise<void>};
  addEventListener(type: 'install' | 'activate', listener: (event: Waiting) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent & Waiting) => void): void;
};

const SHELL = `shell-${__VERSION__}`;
const GOODS = 'goods-1';
const NO_PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240"><path fill="#e4e0d8" d="M0 0h240v240H0z"/>' +
  '<path fill="none" stroke="#a39d92" stroke-width="6" stroke-linejoin="round" ' +
  'd="M76 92h88l10 84H66zM96 92a24 24 0 0 1 48 0"/></svg>';

worker.addEventListener('install', (event) => {
  // A new version waits until no tab has the old one open: a page's later parts must be those it was built with.
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(__PRECACHE__)));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name !== SHELL && name !== GOODS) await caches.delete(name);
      }
      await worker.clients.claim();
    })(),
  );
});

worker.addEventListener('message', (event) => {
  const {data} = event as {data?: {type?: string; paths?: string[]; variant?: string}};
  if (data?.type !== 'keep') return;
  const modules = __MODULES__.filter((path) => path.includes(`nearshelf-${data.variant}`));
  event.waitUntil(keep([...modules, ...(data.paths ?? [])]));
});

worker.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== location.origin || event.request.method !== 'GET') return;
  event.respondWith(answer(event.request, url));
});

async function answer(request: Request, url: URL): Promise<Response> {
  if (request.mode === 'navigate') return (await fromCache(SHELL, '/')) ?? fetch(request);
  const built = await fromCache(SHELL, url.pathname);
  if (built) return built;
  // What may change under its name is asked for first, and taken from the cache when there is no answer.
  const settled = /^\/(assets|data|model\/models)\//.test(url.pathname);
  if (settled) return (await fromCache(GOODS, url.pathname)) ?? fetched(request, url);
  return fetched(request, url);
}

async function fromCache(name: string, path: string): Promise<Response | undefined> {
  return (await caches.open(name)).match(path, {ignoreVary: true});
}

async function fetched(request: Request, url: URL): Promise<Response> {
  try {
    const response = await fetch(request);
    // Which pictures were looked at is nothing to keep unasked: those come by keep().
    const goods = response.status === 200 && !url.pathname.startsWith('/images/');
    if (goods) await (await caches.open(GOODS)).put(url.pathname, response.clone());
    return response;
  } catch (error) {
    const kept = await fromCache(GOODS, url.pathname);
    if (kept) return kept;
    if (!url.pathname.startsWith('/images/')) throw error;
    return new Response(NO_PICTURE, {headers: {'content-type': 'image/svg+xml'}});
  }
}

/** Fetches what is not kept yet, a few at a time, and lets go of everything else. */
async function keep(paths: readonly string[]): Promise<void> {
  const cache = await caches.open(GOODS);
  const missing = [];
  for (const path of new Set(paths)) {
    if (!(await cache.match(path, {ignoreVary: true}))) missing.push(path);
  }
  for (let i = 0; i < missing.length; i += 6) {
    await Promise.all(missing.slice(i, i + 6).map((path) => cache.add(path).catch(() => undefined)));
  }
  const wanted = new Set(paths);
  for (const request of await cache.keys()) {
    if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request);
  }
}
