/** How the sync stands, in words. */
import type {SyncInfo} from 'nearshelf';

/** As `openShelf` is told; nearshelf's default is the same. */
export const PSEUDONYM_DAYS = 30;
const DAY_MS = 86_400_000;

const WHEN = new Intl.DateTimeFormat('en-GB', {dateStyle: 'medium', timeStyle: 'short'});
const DAY = new Intl.DateTimeFormat('en-GB', {dateStyle: 'long', timeZone: 'UTC'});

/** Pseudonyms of all devices change at the same moments, so that nobody is told apart by theirs. */
export function nextPseudonym(nowMs: number): string {
  const period = PSEUDONYM_DAYS * DAY_MS;
  return DAY.format((Math.floor(nowMs / period) + 1) * period);
}

export function lastSync(info: SyncInfo, nowMs = Date.now()): string {
  const last = info.lastSuccessMs === 0 ? 'not yet' : WHEN.format(info.lastSuccessMs);
  if (info.retryAtMs <= nowMs) return last;
  const why = info.lastHttpStatus === 0 ? 'the server did not answer' : `the server said ${info.lastHttpStatus}`;
  return `${last}; ${why}, next attempt ${WHEN.format(info.retryAtMs)}`;
}

export function events(count: number): string {
  return `${count} ${count === 1 ? 'event' : 'events'}`;
}
