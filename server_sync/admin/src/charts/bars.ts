import uPlot from 'uplot';

import {formatCount, formatHour, formatShort} from '../format';
import {HOUR_MS, total, type Columns} from '../stats';
import {frame} from './frame';
import {axis, color, timeAxis} from './theme';

export interface StackedChart {
  show(columns: Columns): void;
  destroy(): void;
}

/** Sums from the first column up: what is drawn, the highest first, so that each covers the part that is not its own. */
export function stacked(counts: readonly (readonly number[])[]): number[][] {
  let below: number[] = [];
  return counts.map((column) => (below = column.map((count, i) => count + (below[i] ?? 0))));
}

/** Bars by the hour, stacked. Colours are `--<tones>-0` and so on; `onHour` hears which one is pointed at. */
export function barChart(
  box: HTMLElement,
  label: string,
  tones: string,
  height: number,
  onHour?: (at: number | undefined) => void,
): StackedChart {
  const chart = frame(box, label, height);
  let columns: Columns = {seconds: [], names: [], counts: []};

  const options = (): Omit<uPlot.Options, 'width' | 'height'> => ({
    padding: [12, 8, 0, 0],
    cursor: {points: {show: false}, drag: {x: false, y: false}, y: false},
    scales: {
      x: {time: true, range: () => [columns.seconds[0] ?? 0, (columns.seconds.at(-1) ?? 0) + HOUR_MS / 1000]},
      y: {range: (_self, _low, high) => [0, Math.max(4, high * 1.06)]},
    },
    axes: [
      timeAxis(),
      axis({
        size: 52,
        space: 36,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500].concat([1e3, 1e4, 1e5, 1e6].flatMap((n) => [n, 2 * n, 5 * n])),
        values: (_self, splits) => splits.map(formatShort),
      }),
    ],
    hooks: {setCursor: [(self) => onHour?.(self.cursor.idx ?? undefined)]},
    legend: {show: !onHour, live: true, markers: {width: 0, fill: (_self, i) => color(`${tones}-${columns.names.length - i}`)}},
    series: [
      {label: 'hour', value: (_self, second) => (second === null ? 'in all' : formatHour(second))},
      ...columns.names
        .map((name, i): uPlot.Series => ({
          label: name,
          fill: () => color(`${tones}-${i}`),
          width: 0,
          points: {show: false},
          paths: uPlot.paths.bars!({size: [0.82, 48], align: 1, radius: 0.12}),
          value: (_self, _sum, _series, at) =>
            formatCount(at === null || at === undefined ? total(columns.counts[i]!) : (columns.counts[i]![at] ?? 0)),
        }))
        .reverse(),
    ],
  });

  return {
    show(next) {
      columns = next;
      const data: uPlot.AlignedData = [next.seconds, ...stacked(next.counts).reverse()];
      chart.show(next.names.join('\n'), data, options);
    },
    destroy: () => chart.destroy(),
  };
}
