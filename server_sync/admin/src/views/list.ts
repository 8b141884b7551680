import {fill, h} from '../dom';
import {formatCount, formatHour, formatShare} from '../format';
import {total, type Columns} from '../stats';

/** A chart's columns in words and numbers: of the hour `at`, or of all. */
export function drawList(parent: Element, columns: Columns, empty: string, at?: number): void {
  if (columns.names.length === 0) {
    fill(parent, h('p', {class: 'quiet'}, empty));
    return;
  }
  const sums = columns.counts.map((counts) => (at === undefined ? total(counts) : (counts[at] ?? 0)));
  const all = total(sums);
  const rows = columns.names.map((name, i) =>
    h(
      'tr',
      {},
      h('th', {scope: 'row'}, h('span', {class: `swatch tone-${i}`}), h('span', {}, name)),
      h('td', {}, formatCount(sums[i]!)),
      h('td', {class: 'quiet'}, formatShare(sums[i]!, all)),
    ),
  );
  const when = at === undefined ? 'in all' : formatHour(columns.seconds[at]!);
  fill(parent, h('table', {}, h('caption', {class: 'quiet'}, when), h('tbody', {}, ...rows)));
}
