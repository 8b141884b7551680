// Statistics of a made-up shop on a made-up day, for looking at the operator page without a server.
const HOUR_MS = 3_600_000;

/** The same numbers for the same seed, on every machine. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** How busy a shop is at an hour of the day, from 0 to 1. */
const busy = (hour: number): number => 0.12 + 0.6 * Math.exp(-((hour - 12.5) ** 2) / 18) + 0.75 * Math.exp(-((hour - 20) ** 2) / 7);

export function madeUpStats(hours: number, now_ms: number): object {
  const roll = dice(7);
  const last = Math.floor(now_ms / HOUR_MS) * HOUR_MS;
  return {
    tenant: 'wren-and-alder',
    server_version: '0.1.0',
    now_ms,
    started_ms: now_ms - 51 * HOUR_MS,
    hours: Array.from({length: hours}, (_, i) => {
      const hour_ms = last - (hours - 1 - i) * HOUR_MS;
      const part = i === hours - 1 ? (now_ms - last) / HOUR_MS : 1;
      const stored = Math.round(9000 * part * busy((hour_ms / HOUR_MS) % 24) * (0.9 + 0.2 * roll()));
      const adoption = Math.min(0.95, Math.max(0.02, (i - hours * 0.35) / (hours * 0.45)));
      const newer = Math.round(stored * adoption);
      const noModel = Math.round(stored * 0.02);
      return {
        hour_ms,
        verdicts: {
          stored,
          duplicate: Math.round(stored * (0.03 + 0.03 * roll())),
          'quarantined.time.future': Math.round(stored * 0.004 * (1 + roll())),
          'quarantined.rate': i % 7 === 3 ? Math.round(stored * 0.03) : Math.round(4 * roll()),
          'quarantined.item.unknown': Math.round(stored * 0.006 * roll()),
          no_consent: Math.round(stored * 0.005 * (0.5 + roll())),
          'rejected.event.price': Math.round(6 * roll()),
          conflict: Math.round(1.4 * roll()),
        },
        models: {'autumn/41': newer, 'autumn/40': Math.max(0, stored - newer - noModel), '': noModel},
        model_improvement: Math.round(stored * (0.7 + 0.06 * roll() + 0.04 * Math.sin(i / 4))),
        dropped: Math.round(3 * roll()),
      };
    }),
    latency: {
      count: 31_204,
      sum_ms: 148_000,
      buckets: [
        [0.5, 0], [1, 812], [2, 6420], [3, 8830], [5, 9905], [7.5, 3390], [10, 1204], [15, 402], [25, 158], [50, 64], [100, 19],
        [250, 0], [500, 0], [1000, 0], [null, 0],
      ].map(([le_ms, count]) => ({le_ms, count})),
    },
    refusals: {'429': 0, '503': 0},
    queue: {events: 38, limit: 20_000},
    model: {model_id: 'autumn', version: 41, published_ms: now_ms - 16 * HOUR_MS},
  };
}
