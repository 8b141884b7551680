/**
 * `nearshelf/observer`: how long and how far a product page was read, for shops that want that. Opt-in, one call for
 * each page: it reports an impression of the item with the time at each quarter of the page, and when it ends.
 */
import type {Shelf} from './shelf.js';

export interface ReadingOptions {
  itemId: string;
  /** What is read. Default: the whole document. */
  element?: Element;
  /** An event that the shelf refused. Default: ignored. */
  onError?: (error: unknown) => void;
}

const QUARTER = 25;
const DAY_MS = 86_400_000;

/** Time while the page is visible. */
class VisibleTime {
  #sum = 0;
  #since: number | null = null;

  update(visible: boolean): void {
    const now = performance.now();
    if (this.#since !== null) this.#sum += now - this.#since;
    this.#since = visible ? now : null;
  }

  get ms(): number {
    return Math.min(DAY_MS, Math.round(this.#sum + (this.#since === null ? 0 : performance.now() - this.#since)));
  }
}

/** How much of it has been above the lower edge of the window, 0 to 100. */
function scrolledPercent(element: Element): number {
  const {top, height} = element.getBoundingClientRect();
  if (height <= 0) return 0;
  return Math.max(0, Math.min(100, ((window.innerHeight - top) / height) * 100));
}

/** Starts; the returned function reports the last time and ends it, as leaving the page does. */
export function observeReading(shelf: Pick<Shelf, 'track'>, options: ReadingOptions): () => void {
  const element = options.element ?? document.documentElement;
  const time = new VisibleTime();
  let deepest = 0;
  let reportedMs = -1;
  let frame = 0;

  const report = (): void => {
    const dwellMs = time.ms;
    if (dwellMs === reportedMs) return;
    reportedMs = dwellMs;
    shelf
      .track({kind: 'impression', itemId: options.itemId, dwellMs, scrollPercent: deepest})
      .catch((error: unknown) => options.onError?.(error));
  };
  const measure = (): void => {
    frame = 0;
    const reached = Math.floor(scrolledPercent(element) / QUARTER) * QUARTER;
    if (reached <= deepest || document.visibilityState !== 'visible') return;
    deepest = reached;
    report();
  };
  const soon = (): void => {
    // Layout is read once a frame, however often the page scrolls.
    if (frame === 0) frame = requestAnimationFrame(measure);
  };
  const visibility = (): void => time.update(document.visibilityState === 'visible');
  const stop = (): void => {
    window.removeEventListener('scroll', soon, {capture: true});
    window.removeEventListener('resize', soon);
    window.removeEventListener('pagehide', stop);
    document.removeEventListener('visibilitychange', visibility);
    cancelAnimationFrame(frame);
    report();
  };

  visibility();
  window.addEventListener('scroll', soon, {passive: true, capture: true});
  window.addEventListener('resize', soon, {passive: true});
  window.addEventListener('pagehide', stop, {once: true});
  document.addEventListener('visibilitychange', visibility);
  soon();
  let stopped = false;
  return () => {
    if (stopped) return;
    stopped = true;
    stop();
  };
}
