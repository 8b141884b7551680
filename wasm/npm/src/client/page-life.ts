/** What happens to a page: it is hidden, left, frozen, comes back, loses the network. */
import type {ToWorker} from '../protocol.js';

/**
 * `suspend`: the page is left, perhaps to be kept for "back", or it is frozen, so that its workers may not hear of it any
 * more. `post`: to the workers that sync. Gives what ends it.
 */
export function watchPage(
  suspend: (frozen: boolean) => void,
  resume: () => void,
  post: (message: ToWorker) => void,
): () => void {
  const ended = new AbortController();
  const on = (target: EventTarget, type: string, listener: () => void): void =>
    target.addEventListener(type, listener, {signal: ended.signal});
  on(window, 'pagehide', () => suspend(false));
  on(window, 'pageshow', resume);
  on(document, 'freeze', () => suspend(true));
  on(document, 'resume', resume);
  on(document, 'visibilitychange', () => {
    if (document.visibilityState === 'hidden') post({type: 'flush'});
  });
  for (const type of ['online', 'offline']) on(window, type, () => post({type: 'network', online: type === 'online'}));
  return () => ended.abort();
}
