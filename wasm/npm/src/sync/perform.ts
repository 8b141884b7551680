/** Carries out one request that the core wants, with fetch. Whether, when and what is the core's to say. */
import type {CoreTask, TaskOutcome} from '../core/core.js';

/** `path`: below `base`, whatever folder that is in, or absolute. */
export function resolveUrl(path: string, base: string): string {
  return /^https?:\/\//.test(path) ? path : new URL(path.replace(/^\/+/, ''), base.replace(/\/*$/, '/')).href;
}

/** Of a longer answer what there is so far, one byte more than the limit at least: the core then refuses it. */
async function readUpTo(response: Response, limit: number): Promise<Uint8Array> {
  if (!response.body) return new Uint8Array();
  const reader = response.body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  while (size <= limit) {
    const {done, value} = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.length;
  }
  if (size > limit) void reader.cancel().catch(() => undefined);
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export interface PerformOptions {
  /** The sync server's address. */
  base: string;
  /** The page may be gone before the answer is here: the browser sends it all the same. */
  leaving: boolean;
  signal: AbortSignal;
}

/** Never rejects: no answer is an outcome, too. */
export async function perform(task: CoreTask, options: PerformOptions): Promise<TaskOutcome> {
  const timeout = new AbortController();
  const end = (): void => timeout.abort();
  options.signal.addEventListener('abort', end);
  const timer = setTimeout(end, task.timeoutMs);
  try {
    const response = await fetch(resolveUrl(task.url, options.base), {
      method: task.method,
      headers: task.headers.map(([name, value]): [string, string] => [name, value]),
      body: task.body,
      mode: 'cors',
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      keepalive: options.leaving,
      signal: timeout.signal,
    });
    const body = await readUpTo(response, task.maxResponseBytes);
    const header = (name: string): string | undefined => response.headers.get(name) ?? undefined;
    return {status: response.status, retryAfter: header('retry-after'), etag: header('etag'), body};
  } catch {
    return {status: 0};
  } finally {
    clearTimeout(timer);
    options.signal.removeEventListener('abort', end);
  }
}
