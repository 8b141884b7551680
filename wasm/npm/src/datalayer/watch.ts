/** What is pushed into a data layer: before we came, and from now on. */

/** An array whose `push` a tag manager may have replaced. */
export type DataLayer = unknown[] & {push: (...entries: unknown[]) => number};

const listenersOf = new WeakMap<DataLayer, Set<(entry: unknown) => void>>();

/** The page's data layer; made when it is not there yet, as Google's own snippet does. */
export function dataLayerNamed(name: string): DataLayer {
  const page = globalThis as unknown as Record<string, unknown>;
  if (!Array.isArray(page[name])) page[name] = [];
  return page[name] as DataLayer;
}

/** Calls back for every entry, those that are there already first. The returned function ends that. */
export function watchDataLayer(layer: DataLayer, listener: (entry: unknown) => void): () => void {
  let listeners = listenersOf.get(layer);
  if (!listeners) {
    listeners = new Set();
    listenersOf.set(layer, listeners);
    const all = listeners;
    const push = layer.push;
    layer.push = (...entries: unknown[]): number => {
      const length = push.apply(layer, entries);
      for (const entry of entries) for (const each of [...all]) safely(each, entry);
      return length;
    };
  }
  for (const entry of [...layer]) safely(listener, entry);
  listeners.add(listener);
  const all = listeners;
  return () => {
    all.delete(listener);
  };
}

/** A page's tags must not break because of us. */
function safely(listener: (entry: unknown) => void, entry: unknown): void {
  try {
    listener(entry);
  } catch (error) {
    console.warn('nearshelf: an entry of the data layer was passed over', error);
  }
}

/** The arguments of a `gtag(...)` call, or null when the entry is none. */
export function gtagCall(entry: unknown): ArrayLike<unknown> | null {
  return Object.prototype.toString.call(entry) === '[object Arguments]' ? (entry as ArrayLike<unknown>) : null;
}
