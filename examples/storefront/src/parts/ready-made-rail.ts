import {defineRail, type RailElement} from 'nearshelf/element';

import type {Shop} from '../shop.js';

/** The package's own rail, for pages that need no more than it does. */
export function readyMadeRail(shop: Shop): HTMLElement {
  defineRail();
  const rail = document.createElement('nearshelf-rail') as RailElement;
  rail.setAttribute('kind', 'popular');
  rail.setAttribute('heading', 'Liked by others');
  rail.setAttribute('currency', 'EUR');
  rail.setAttribute('count', '6');
  rail.shelf = shop.visit.railShelf((item) => ({...item, image: shop.catalog.get(item.id)?.image ?? ''}));
  rail.addEventListener('nearshelf-select', (event) => {
    const {item} = (event as CustomEvent<{item: {id: string; url?: string}}>).detail;
    event.preventDefault();
    void shop.visit.track({kind: 'click', itemId: item.id});
    shop.router.go(item.url ?? '/');
  });
  return rail;
}
