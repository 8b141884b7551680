import type {Stats} from './stats';

/** What became of a request for statistics; `waitMs` is how long the server asks to be left alone. */
export type Answer =
  | {kind: 'stats'; stats: Stats}
  | {kind: 'refused'; message: string}
  | {kind: 'trouble'; message: string; waitMs: number};

/** Asks for the statistics of the last hours. Never throws: what went wrong is an answer, too. */
export async function fetchStats(token: string, hours: number, signal: AbortSignal): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(`/v1/stats?hours=${hours}`, {
      headers: {authorization: `Bearer ${token}`, accept: 'application/json'},
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.any([signal, AbortSignal.timeout(15_000)]),
    });
    if (response.status === 401 || response.status === 403) {
      return {kind: 'refused', message: await reasonOf(response)};
    }
    if (!response.ok) {
      const message = `The server answered ${response.status}: ${await reasonOf(response)}`;
      return {kind: 'trouble', message, waitMs: 1000 * (Number(response.headers.get('retry-after')) || 0)};
    }
    return {kind: 'stats', stats: (await response.json()) as Stats};
  } catch {
    return {kind: 'trouble', message: 'The server does not answer.', waitMs: 0};
  }
}

async function reasonOf(response: Response): Promise<string> {
  const problem: unknown = await response.json().catch(() => undefined);
  const message = (problem as {message?: unknown} | undefined)?.message;
  return typeof message === 'string' ? message : response.statusText || 'no reason given';
}
