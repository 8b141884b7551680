import type uPlot from 'uplot';

/** A colour of the style sheet: canvases do not know custom properties. */
export function color(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Calls back when the colours change, until the signal. */
export function onColorChange(redraw: () => void, signal: AbortSignal): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw, {signal});
}

const FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';

/** How axes look in every chart. */
export function axis(more: uPlot.Axis): uPlot.Axis {
  return {
    font: FONT,
    stroke: () => color('quiet'),
    grid: {stroke: () => color('line'), width: 1},
    ticks: {show: false},
    gap: 6,
    ...more,
  };
}

/** Times on a 24-hour clock; the date below where the day changes. */
export function timeAxis(): uPlot.Axis {
  return axis({
    size: 40,
    space: 64,
    grid: {show: false},
    values: (_self, splits) => {
      let day = '';
      return splits.map((second) => {
        const date = new Date(second * 1000);
        const time = date.toLocaleTimeString('en-GB', {hour: '2-digit', minute: '2-digit'});
        const label = date.toLocaleDateString('en-GB', {day: 'numeric', month: 'short'});
        const first = label !== day;
        day = label;
        return time === '00:00' ? `${label}` : first ? `${time}\n${label}` : time;
      });
    },
  });
}
