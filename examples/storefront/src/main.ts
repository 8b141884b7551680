import './styles/index.css';

import {Cart} from './cart.js';
import {loadShop} from './catalog.js';
import {fill, h, nextFrame} from './dom.js';
import {keepForOffline} from './offline.js';
import {consentBanner, sayer} from './parts/banner.js';
import {footer} from './parts/footer.js';
import {header} from './parts/header.js';
import {panel} from './parts/panel.js';
import {Router, type Route} from './router.js';
import {ConsentChoice} from './shelf/consent.js';
import {Visit} from './shelf/visit.js';
import type {Shop} from './shop.js';
import {slug} from './catalog.js';
import {about} from './views/about.js';
import {cartPage, checkout} from './views/cart.js';
import {home} from './views/home.js';
import {category, search} from './views/listing.js';
import {privacy} from './views/privacy.js';
import {missing, productPage} from './views/product.js';

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no #${id}`);
  return found;
}

/** The page for an address. */
function routes(shop: Shop): Route {
  return (url) => {
    const [first = '', second, third] = url.pathname.split('/').filter(Boolean);
    if (first === '') return home(shop);
    if (first === 'c') {
      const department = shop.catalog.department(second);
      const section = shop.catalog.departments.get(department ?? '')?.find((name) => slug(name) === third);
      return department === undefined || (third && !section) ? missing(shop) : category(shop, url, department, section);
    }
    const product = first === 'p' ? shop.catalog.get(second?.split('-')[0] ?? '') : undefined;
    if (product) return productPage(shop, product);
    const pages = {
      search: () => search(shop, url),
      cart: () => cartPage(shop),
      checkout: () => checkout(shop),
      privacy: () => privacy(shop),
      about,
    };
    return Object.hasOwn(pages, first) ? pages[first as keyof typeof pages]() : missing(shop);
  };
}

async function start(): Promise<void> {
  const {files, catalog} = await loadShop();
  // Reading 3,000 products and drawing the first page are two tasks, not one long one.
  await nextFrame();
  const consent = new ConsentChoice();
  const toast = sayer();
  const visit = new Visit(files, consent);
  const shop: Shop = {
    files,
    catalog,
    cart: new Cart(catalog),
    consent,
    visit,
    lastViewed: undefined,
    say: toast.say,
    router: new Router(
      element('main'),
      (url) => route(url),
      (url) => head.shown(url),
    ),
  };
  const route = routes(shop);
  const head = header(shop);
  const hood = panel(shop);
  fill(element('top'), head.element);
  fill(element('bottom'), footer(hood.toggle), hood.element, consentBanner(shop), toast.element);
  shop.router.start();
  keepForOffline(shop);
}

start().catch(() => {
  fill(
    element('main'),
    h(
      'div',
      {class: 'page nothing'},
      h('h1', {}, 'The shop could not be loaded'),
      h('p', {}, 'Is there a connection? ', h('a', {href: '/'}, 'Try again')),
    ),
  );
});
