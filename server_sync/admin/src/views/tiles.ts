import {h} from '../dom';
import {formatMs, formatShare, formatShort} from '../format';
import {latencyAt, ofVerdict, total, type Hour, type Stats} from '../stats';

interface Tile {
  name: string;
  value: string;
  note: string;
  warn?: boolean;
}

/** The figures that tell at a glance whether all is well. */
export function tilesOf(stats: Stats, hours: readonly Hour[]): Tile[] {
  const sum = (verdict: string): number => total(hours.map((hour) => ofVerdict(hour, verdict)));
  const stored = sum('stored');
  const again = sum('duplicate');
  const kept = sum('quarantined');
  const refused = sum('rejected') + sum('no_consent') + sum('conflict') + sum('erased');
  const arrived = stored + again + kept + refused;
  const improvement = total(hours.map((hour) => hour.model_improvement));
  const dropped = total(hours.map((hour) => hour.dropped));
  const overloads = total(Object.values(stats.refusals));
  const p50 = latencyAt(stats, 0.5);
  const p99 = latencyAt(stats, 0.99);
  return [
    {name: 'Events stored', value: formatShort(stored), note: `${formatShort(arrived)} arrived`},
    {
      name: 'Trainable',
      value: formatShare(improvement, stored),
      note: 'of what was stored, by consent',
    },
    {
      name: 'Set aside',
      value: formatShare(kept + refused, arrived),
      note: `${formatShort(kept)} quarantined, ${formatShort(refused)} refused`,
      warn: arrived > 0 && (kept + refused) / arrived > 0.05,
    },
    {
      name: 'Answered within',
      value: p99 === null ? '–' : formatMs(p99),
      note: p50 === null ? 'no batch yet' : `for 99 %; ${formatMs(p50)} for half`,
    },
    {
      name: 'Turned away',
      value: formatShort(overloads),
      note: `with 429 or 503; ${formatShort(stats.queue.events)} of ${formatShort(stats.queue.limit)} queued`,
      warn: overloads > 0,
    },
    {
      name: 'Dropped offline',
      value: formatShort(dropped),
      note: 'given up by devices: too old or too many',
    },
  ];
}

export function drawTiles(tiles: readonly Tile[]): HTMLElement[] {
  return tiles.map(({name, value, note, warn}) =>
    h(
      'div',
      {class: warn ? 'card tile warn' : 'card tile'},
      h('dt', {}, name),
      h('dd', {class: 'value'}, value),
      h('dd', {class: 'quiet'}, note),
    ),
  );
}
