import type {Cart} from './cart.js';
import type {Catalog, Product, ShopFiles} from './catalog.js';
import type {Router} from './router.js';
import type {ConsentChoice} from './shelf/consent.js';
import type {Visit} from './shelf/visit.js';

/** What every page of the shop works with. */
export interface Shop {
  files: ShopFiles;
  catalog: Catalog;
  cart: Cart;
  consent: ConsentChoice;
  visit: Visit;
  router: Router;
  /** The product page that was open last, for "because you viewed". */
  lastViewed: Product | undefined;
  /** Says something to everyone, those who cannot see it too. */
  say: (text: string) => void;
}
