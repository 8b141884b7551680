import uPlot from 'uplot';

import {onColorChange} from './theme';

/** A chart in its box: as wide as that is, drawn anew when the width or the colours change. */
export interface Frame {
  /** Shows data; the chart itself is made again only when `key` differs from the last one. */
  show(key: string, data: uPlot.AlignedData, options: () => Omit<uPlot.Options, 'width' | 'height'>): void;
  destroy(): void;
}

export function frame(box: HTMLElement, label: string, height: number): Frame {
  const ending = new AbortController();
  let plot: uPlot | undefined;
  let shown = '';
  box.setAttribute('role', 'img');
  box.setAttribute('aria-label', label);
  // The legend wraps below the chart, so the box grows with it; until data comes it holds the place.
  box.style.minHeight = `${height}px`;

  const resize = new ResizeObserver(() => plot?.setSize({width: box.clientWidth, height}));
  resize.observe(box);
  onColorChange(() => plot?.redraw(false, true), ending.signal);

  return {
    show(key, data, options) {
      if (plot && key === shown) {
        plot.setData(data);
        return;
      }
      plot?.destroy();
      plot = new uPlot({...options(), width: box.clientWidth, height}, data, box);
      shown = key;
    },
    destroy() {
      ending.abort();
      resize.disconnect();
      plot?.destroy();
    },
  };
}
