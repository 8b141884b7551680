import type {Purpose} from 'nearshelf';
import {globalPrivacyControl} from 'nearshelf/consent';

import {h} from '../dom.js';
import {PURPOSES, QUESTIONS} from '../shelf/consent.js';
import type {Shop} from '../shop.js';

/**
 * Asks once, purpose by purpose, with answers that look alike and nothing ticked beforehand. Goes without asking where
 * the browser has answered already.
 */
export function consentBanner(shop: Shop): HTMLElement {
  const box = h('section', {class: 'banner', 'aria-labelledby': 'banner-title', hidden: true});
  const ticks = PURPOSES.map((purpose) => h('input', {type: 'checkbox', name: purpose, id: `ask-${purpose}`}));
  const answer = (granted: readonly Purpose[]): void => {
    shop.consent.set(granted);
    shop.say(
      granted.length === 0
        ? 'Nothing is kept and nothing is sent. Recommendations follow this visit only and end with the page.'
        : `Thank you: ${granted.map((purpose) => QUESTIONS[purpose].title.toLowerCase()).join(', ')}.`,
    );
  };
  if (!globalPrivacyControl()) {
    box.append(
      h(
        'div',
        {class: 'banner-text'},
        h('h2', {id: 'banner-title'}, 'What may this shop do with your visit?'),
        h(
          'p',
          {},
          'With a no, recommendations follow this visit and are gone when you close the page. ',
          h('a', {href: '/privacy'}, 'See and change it any time'),
          '.',
        ),
      ),
      h(
        'fieldset',
        {class: 'questions'},
        h('legend', {class: 'visually-hidden'}, 'Your answers'),
        PURPOSES.map((purpose, i) =>
          h(
            'label',
            {class: 'question', for: `ask-${purpose}`},
            ticks[i],
            h('span', {}, h('strong', {}, QUESTIONS[purpose].title), h('span', {}, QUESTIONS[purpose].text)),
          ),
        ),
      ),
      h(
        'div',
        {class: 'banner-buttons'},
        h('button', {class: 'choice', onclick: () => answer([])}, 'No to all'),
        h(
          'button',
          {class: 'choice', onclick: () => answer(PURPOSES.filter((_, i) => ticks[i]!.checked))},
          'Only what I ticked',
        ),
        h('button', {class: 'choice', onclick: () => answer(PURPOSES)}, 'Yes to all'),
      ),
    );
  }
  const update = (): void => {
    box.hidden = shop.consent.settled;
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
