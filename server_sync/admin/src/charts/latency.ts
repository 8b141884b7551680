import uPlot from 'uplot';

import {formatCount, formatMs, formatShort} from '../format';
import type {Stats} from '../stats';
import {frame} from './frame';
import {axis, color} from './theme';

export interface LatencyChart {
  show(stats: Stats): void;
  destroy(): void;
}

/** One bar per bucket of the server's histogram, from the first to the last that has anything. */
export function latencyChart(box: HTMLElement, label: string, height: number): LatencyChart {
  const chart = frame(box, label, height);
  let names: string[] = [];
  const options = (): Omit<uPlot.Options, 'width' | 'height'> => ({
    padding: [12, 8, 0, 0],
    cursor: {points: {show: false}, drag: {x: false, y: false}, y: false},
    legend: {live: true, markers: {width: 0, fill: () => color('tone-0')}},
    scales: {
      x: {time: false, range: () => [-0.6, names.length - 0.4]},
      y: {range: (_self, _low, high) => [0, Math.max(4, high * 1.06)]},
    },
    axes: [
      axis({
        size: 28,
        grid: {show: false},
        splits: () => names.map((_, i) => i),
        values: (_self, splits) => {
          const step = Math.ceil((names.length * 58) / Math.max(1, box.clientWidth - 60));
          return splits.map((at) => (at % step === 0 ? (names[at] ?? '') : ''));
        },
      }),
      axis({size: 52, space: 36, values: (_self, splits) => splits.map((n) => (Number.isInteger(n) ? formatShort(n) : ''))}),
    ],
    series: [
      {label: 'answered within', value: (_self, at) => (at === null ? 'point at a bar' : (names[at] ?? ''))},
      {
        label: 'batches',
        fill: () => color('tone-0'),
        width: 0,
        points: {show: false},
        paths: uPlot.paths.bars!({size: [0.82, 60], radius: 0.1}),
        value: (_self, count) => (count === null ? '–' : formatCount(count)),
      },
    ],
  });
  return {
    show({latency: {buckets}}) {
      const used = buckets.map((bucket, i) => ({...bucket, i})).filter(({count}) => count > 0);
      const shown = buckets.slice(used[0]?.i ?? 0, (used.at(-1)?.i ?? buckets.length) + 1);
      const longest = buckets.findLast((bucket) => bucket.le_ms !== null)?.le_ms ?? 0;
      names = shown.map(({le_ms}) => (le_ms === null ? `> ${formatMs(longest)}` : formatMs(le_ms)));
      chart.show('latency', [shown.map((_, i) => i), shown.map(({count}) => count)], options);
    },
    destroy: () => chart.destroy(),
  };
}
