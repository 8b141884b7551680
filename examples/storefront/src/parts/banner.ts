import {globalPrivacyControl} from 'nearshelf/consent';

import {h} from '../dom.js';
import type {Shop} from '../shop.js';

/** Asks once, with two answers that look alike. Goes without asking where the browser has answered already. */
export function consentBanner(shop: Shop): HTMLElement {
  const box = h('section', {class: 'banner', 'aria-label': 'Your choice', hidden: true});
  const answer = (consent: 'granted' | 'denied'): void => {
    shop.consent.set(consent);
    shop.say(
      consent === 'granted'
        ? 'Thank you. What you look at is now remembered, on this device only.'
        : 'Nothing is kept. Recommendations follow this visit only and end with the page.',
    );
  };
  if (!globalPrivacyControl()) {
    box.append(
      h(
        'div',
        {class: 'banner-text'},
        h('h2', {}, 'May this shop remember what you look at?'),
        h(
          'p',
          {},
          'Only on this device: nothing is sent anywhere. With a yes, recommendations still know you tomorrow. ' +
            'With a no, they follow this visit and are gone when you close the page. ',
          h('a', {href: '/privacy'}, 'See and change it any time'),
          '.',
        ),
      ),
      h(
        'div',
        {class: 'banner-buttons'},
        h('button', {class: 'choice', onclick: () => answer('denied')}, 'No, keep nothing'),
        h('button', {class: 'choice', onclick: () => answer('granted')}, 'Yes, remember here'),
      ),
    );
  }
  const update = (): void => {
    box.hidden = shop.consent.current !== 'unknown';
  };
  shop.consent.subscribe(update);
  update();
  return box;
}

/** A sentence that appears, is read out, and goes. */
export function sayer(): {element: HTMLElement; say: (text: string) => void} {
  const element = h('div', {class: 'toast', role: 'status', 'aria-live': 'polite'});
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    element,
    say(text) {
      element.textContent = text;
      element.classList.add('visible');
      clearTimeout(timer);
      timer = setTimeout(() => element.classList.remove('visible'), 5000);
    },
  };
}
