/** How long a recommendation after a click takes, and what the phases of a visit cost. Runs in Node and in a worker. */
import type {Core, CoreShelf} from '../src/core/core.js';
import {openKept} from '../test/core/support/kept.js';

/** Times in ms. */
export interface Distribution {
  count: number;
  least: number;
  median: number;
  p95: number;
}

export interface Measurement {
  /** From the first byte in the module to the model in use. */
  installMs: number;
  heapAfterInstallBytes: number;
  /** Recording a click. */
  track: Distribution;
  /** The 20 best items after it, with reasons. */
  recommend: Distribution;
  /** Both, as the shopper waits for them. */
  click: Distribution;
}

function distribution(samples: number[]): Distribution {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return {count: sorted.length, least: at(0), median: at(0.5), p95: at(0.95)};
}

/** A shopper who begins with a popular item and follows what is recommended; the same one every time. */
class Shopper {
  #state = 1;

  constructor(private readonly popular: readonly string[]) {}

  #below(bound: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * bound);
  }

  begin(): string {
    return this.popular[this.#below(this.popular.length)]!;
  }

  next(recommended: readonly {id: string}[]): string {
    return recommended[this.#below(recommended.length)]?.id ?? this.begin();
  }
}

/** Installs `artifact` in a new shelf and clicks through sessions of six. */
export function measureClicks(core: Core, artifact: Uint8Array, clicks: number): Measurement {
  const started = performance.now();
  const shelf: CoreShelf = openKept(core);
  shelf.installModel(artifact);
  const installMs = performance.now() - started;
  const heapAfterInstallBytes = core.memoryBytes;
  const shopper = new Shopper(shelf.recommend({count: 1000, withReasons: false}).items.map(({id}) => id));
  const [track, recommend, click]: [number[], number[], number[]] = [[], [], []];
  let recommended: {id: string}[] = [];
  for (let i = 0; i < clicks; ++i) {
    const begins = i % 6 === 0;
    if (begins) shelf.endSession();
    const itemId = begins ? shopper.begin() : shopper.next(recommended);
    const before = performance.now();
    shelf.track({kind: 'click', itemId});
    const between = performance.now();
    recommended = shelf.recommend().items;
    const after = performance.now();
    if (i < clicks / 10) continue; // while it warms up
    track.push(between - before);
    recommend.push(after - between);
    click.push(after - before);
  }
  shelf.close();
  return {
    installMs,
    heapAfterInstallBytes,
    track: distribution(track),
    recommend: distribution(recommend),
    click: distribution(click),
  };
}

export interface Reopening {
  /** Opening the shelf with its stored model. */
  openMs: number;
  /** The first recommendation after that. */
  firstMs: number;
  heapBytes: number;
}

/** A second visit: `core` is a new instance over the files of a first one. */
export function measureReopening(core: Core): Reopening {
  const started = performance.now();
  const shelf = openKept(core);
  const opened = performance.now();
  shelf.recommend();
  const done = performance.now();
  const result = {openMs: opened - started, firstMs: done - opened, heapBytes: core.memoryBytes};
  shelf.close();
  return result;
}
