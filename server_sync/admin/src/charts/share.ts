import uPlot from 'uplot';

import {formatHour, formatShare} from '../format';
import {HOUR_MS} from '../stats';
import {frame} from './frame';
import {axis, color, timeAxis} from './theme';

export interface ShareChart {
  show(seconds: number[], shares: (number | null)[]): void;
  destroy(): void;
}

/** A share from 0 to 100 % as a line over time, interrupted where there is nothing to take a share of. */
export function shareChart(box: HTMLElement, label: string, height: number): ShareChart {
  const chart = frame(box, label, height);
  const options = (): Omit<uPlot.Options, 'width' | 'height'> => ({
    padding: [12, 8, 0, 0],
    cursor: {points: {size: 7}, drag: {x: false, y: false}, y: false},
    legend: {live: true, markers: {width: 0, fill: () => color('verdict-0')}},
    scales: {x: {time: true}, y: {range: [0, 1.02]}},
    axes: [
      timeAxis(),
      axis({size: 52, splits: [0, 0.25, 0.5, 0.75, 1], values: (_self, splits) => splits.map((share) => `${share * 100} %`)}),
    ],
    series: [
      {label: 'hour', value: (_self, second) => (second === null ? 'point at an hour' : formatHour(second))},
      {
        label: 'may be trained on',
        stroke: () => color('verdict-0'),
        fill: () => color('soft'),
        width: 2,
        points: {size: 5, fill: () => color('raised')},
        value: (_self, share) => (share === null ? '–' : formatShare(share, 1)),
      },
    ],
  });
  return {
    show(seconds, shares) {
      // A point stands in the middle of its hour.
      const middles = seconds.map((second) => second + HOUR_MS / 2000);
      chart.show('share', [middles, shares], options);
    },
    destroy: () => chart.destroy(),
  };
}
