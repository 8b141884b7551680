import type {Shop} from './shop.js';

const POPULAR_PICTURES = 80;

/**
 * After the first visit the shop works without a connection. The service worker keeps the pages' files by itself; what
 * the recommendations need and the pictures seen were fetched before it was there, so it is told to keep those too.
 */
export function keepForOffline(shop: Shop): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const tell = async (): Promise<void> => {
    await navigator.serviceWorker.register('/sw.js', {updateViaCache: 'none'});
    const {active} = await navigator.serviceWorker.ready;
    const variant = (await shop.visit.info())?.variant;
    const seen = performance
      .getEntriesByType('resource')
      .map((entry) => new URL(entry.name))
      .filter((url) => url.origin === location.origin && url.pathname.startsWith('/images/'));
    active?.postMessage({
      type: 'keep',
      variant,
      paths: [
        '/shop.json',
        shop.files.catalog,
        ...shop.files.offline,
        ...seen.map((url) => url.pathname),
        ...shop.catalog.products.slice(0, POPULAR_PICTURES).map((product) => product.image),
      ],
    });
  };
  // After everything that the page itself needs.
  const idle = (work: () => void): unknown =>
    'requestIdleCallback' in window ? requestIdleCallback(work, {timeout: 3000}) : setTimeout(work, 1500);
  idle(() => void tell().catch(() => undefined));
}
