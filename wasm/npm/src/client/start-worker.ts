import type {FromWorker, ToWorker} from '../protocol.js';

/** 'private' can store nothing; 'kept' is for a shopper who agreed. */
export type WorkerKind = 'private' | 'kept';

/** The part of Worker that a client uses. */
export interface WorkerLink {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: {data: FromWorker}) => void) | null;
  onerror: ((event: {message?: string; preventDefault(): void}) => void) | null;
}

/**
 * Browsers refuse workers of another origin. A module that imports the worker is the way round it; a page's CSP must
 * allow `worker-src blob:` and that origin for it, and only then.
 */
function startForeign(url: string): Worker {
  const source = URL.createObjectURL(new Blob([`import ${JSON.stringify(url)};`], {type: 'text/javascript'}));
  try {
    return new Worker(source, {type: 'module', name: 'nearshelf'});
  } finally {
    // The worker fetches its script later, so not at once.
    setTimeout(() => URL.revokeObjectURL(source), 30_000);
  }
}

/** Starts a worker; `assets` is where the package's files are when not beside this module. */
export function startWorker(kind: WorkerKind, assets: string | URL | undefined): WorkerLink {
  const here = import.meta.url;
  const foreign = /^https?:/.test(here) && new URL(here).origin !== location.origin;
  if (assets !== undefined || foreign) {
    const folder = new URL(assets ?? here, document.baseURI);
    const url = new URL(kind === 'kept' ? 'kept.js' : 'worker.js', folder);
    if (url.origin !== location.origin) return startForeign(url.href) as WorkerLink;
    return new Worker(url, {type: 'module', name: 'nearshelf'}) as WorkerLink;
  }
  // Written out twice, word for word: bundlers look for exactly this.
  return (
    kind === 'kept'
      ? new Worker(new URL(/* @vite-ignore */ './kept.js', import.meta.url), {type: 'module', name: 'nearshelf'})
      : new Worker(new URL(/* @vite-ignore */ './worker.js', import.meta.url), {type: 'module', name: 'nearshelf'})
  ) as WorkerLink;
}
