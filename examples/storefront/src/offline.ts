import type {Shop} from './shop.js';

const POPULAR_PICTURES = 80;
/** A megabyte at most. */
const SEEN_PICTURES = 500;

/** Pictures of this page's visit, latest last. */
function seenPictures(): string[] {
  const urls = performance.getEntriesByType('resource').map(({name}) => new URL(name));
  const own = urls.filter(({origin, pathname}) => origin === location.origin && pathname.startsWith('/images/'));
  return own.map(({pathname}) => pathname).slice(-SEEN_PICTURES);
}

/**
 * After the first visit the shop works without a connection. The service worker keeps the pages' files by itself; what
 * the recommendations need was fetched before it was there, so it is told to keep that too, and pictures: those that
 * everybody is shown, and, of a shopper who said yes, those that were seen. A cache says what somebody looked at.
 */
export function keepForOffline(shop: Shop): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const tell = async (): Promise<void> => {
    const {active} = await navigator.serviceWorker.ready;
    const variant = (await shop.visit.info())?.variant;
    active?.postMessage({
      type: 'keep',
      variant,
      paths: [
        '/shop.json',
        shop.files.catalog,
        ...shop.files.offline,
        ...shop.catalog.products.slice(0, POPULAR_PICTURES).map((product) => product.image),
        ...(shop.consent.allows('personalization') ? seenPictures() : []),
      ],
    });
  };
  const start = async (): Promise<void> => {
    await navigator.serviceWorker.register('/sw.js', {updateViaCache: 'none'});
    await tell();
    shop.consent.subscribe(() => void tell());
    shop.visit.addEventListener('forgotten', () => {
      performance.clearResourceTimings();
      void tell();
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') void tell();
    });
  };
  // After everything that the page itself needs.
  const idle = (work: () => void): unknown =>
    'requestIdleCallback' in window ? requestIdleCallback(work, {timeout: 3000}) : setTimeout(work, 1500);
  idle(() => void start().catch(() => undefined));
}
