/** What GET /v1/stats answers; docs/how-sync-works.md describes it. */
export interface Hour {
  hour_ms: number;
  verdicts: Record<string, number>;
  models: Record<string, number>;
  model_improvement: number;
  dropped: number;
}

export interface Bucket {
  le_ms: number | null;
  count: number;
}

export interface Stats {
  tenant: string;
  server_version: string;
  now_ms: number;
  started_ms: number;
  hours: Hour[];
  latency: {count: number; sum_ms: number; buckets: Bucket[]};
  refusals: Record<string, number>;
  queue: {events: number; limit: number};
  model: {model_id: string; version: number; published_ms: number} | null;
}

/** Columns of one chart: a time in seconds and a count per name, hour by hour. */
export interface Columns {
  seconds: number[];
  names: string[];
  counts: number[][];
}

export const HOUR_MS = 3_600_000;

/** Every hour of the range that ends with the running one; those in which nothing came are empty. */
export function everyHour(stats: Stats, hours: number): Hour[] {
  const known = new Map(stats.hours.map((hour) => [hour.hour_ms, hour]));
  const last = Math.floor(stats.now_ms / HOUR_MS) * HOUR_MS;
  return Array.from({length: hours}, (_, i) => {
    const hour_ms = last - (hours - 1 - i) * HOUR_MS;
    return known.get(hour_ms) ?? {hour_ms, verdicts: {}, models: {}, model_improvement: 0, dropped: 0};
  });
}

export function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Adds up what one verdict counts, whatever its reasons: "quarantined" is also "quarantined.rate". */
export function ofVerdict(hour: Hour, verdict: string): number {
  return total(
    Object.entries(hour.verdicts)
      .filter(([key]) => key === verdict || key.startsWith(`${verdict}.`))
      .map(([, count]) => count),
  );
}

const GROUPS: readonly (readonly [string, readonly string[]])[] = [
  ['stored', ['stored']],
  ['sent again', ['duplicate']],
  ['quarantined', ['quarantined']],
  ['refused', ['rejected', 'no_consent', 'conflict', 'erased']],
];

export function verdictColumns(hours: readonly Hour[]): Columns {
  return {
    seconds: secondsOf(hours),
    names: GROUPS.map(([name]) => name),
    counts: GROUPS.map(([, verdicts]) => hours.map((hour) => total(verdicts.map((verdict) => ofVerdict(hour, verdict))))),
  };
}

/** Why events were quarantined or refused, the most frequent first; the rest beyond `most` is one column. */
export function reasonColumns(hours: readonly Hour[], most: number): Columns {
  return ranked(hours, most, (hour) =>
    Object.entries(hour.verdicts).filter(([key]) => key !== 'stored' && key !== 'duplicate'),
  );
}

export function modelColumns(hours: readonly Hour[], most: number): Columns {
  return ranked(hours, most, (hour) => Object.entries(hour.models).map(([key, count]) => [key || 'no model', count]));
}

/** Of the stored events, those that may be trained on: a share per hour, null where nothing was stored. */
export function improvementShares(hours: readonly Hour[]): (number | null)[] {
  return hours.map((hour) => {
    const stored = ofVerdict(hour, 'stored');
    return stored > 0 ? Math.min(1, hour.model_improvement / stored) : null;
  });
}

/** The time within which `quantile` of the requests were answered; between the borders of a bucket it is a straight line. */
export function latencyAt(stats: Stats, quantile: number): number | null {
  const {buckets} = stats.latency;
  const all = total(buckets.map((bucket) => bucket.count));
  if (all === 0) return null;
  let below = 0;
  let from = 0;
  for (const {le_ms, count} of buckets) {
    if (le_ms === null) break;
    if (count > 0 && below + count >= quantile * all) {
      return from + (le_ms - from) * ((quantile * all - below) / count);
    }
    below += count;
    from = le_ms;
  }
  return from;
}

function secondsOf(hours: readonly Hour[]): number[] {
  return hours.map((hour) => hour.hour_ms / 1000);
}

function ranked(hours: readonly Hour[], most: number, entries: (hour: Hour) => [string, number][]): Columns {
  const totals = new Map<string, number>();
  for (const hour of hours) {
    for (const [key, count] of entries(hour)) totals.set(key, (totals.get(key) ?? 0) + count);
  }
  const keys = [...totals].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([key]) => key);
  const names = keys.length > most ? [...keys.slice(0, most - 1), 'others'] : keys;
  const columnOf = new Map(keys.map((key, i) => [key, Math.min(i, names.length - 1)]));
  const counts = names.map(() => hours.map(() => 0));
  hours.forEach((hour, i) => {
    for (const [key, count] of entries(hour)) counts[columnOf.get(key)!]![i]! += count;
  });
  return {seconds: secondsOf(hours), names, counts};
}
