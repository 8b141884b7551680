/**
 * `nearshelf/consent`: what the shopper said to the shop's banner, as the `consent` option of a shelf. Nothing here
 * asks the shopper or stores an answer; that is the banner's.
 */
import {combine} from './consent/source.js';
import type {ConsentSource} from './shelf.js';

export {googleConsentMode, type GoogleConsentOptions} from './consent/google.js';
export {SettableConsent} from './consent/source.js';
export {tcfConsent, type TcfOptions} from './consent/tcf.js';
export type {Consent, ConsentSource} from './shelf.js';

/** Whether the browser sends Global Privacy Control: the shopper objects, everywhere. */
export function globalPrivacyControl(): boolean {
  return (globalThis.navigator as {globalPrivacyControl?: boolean} | undefined)?.globalPrivacyControl === true;
}

/** 'denied' when Global Privacy Control is on, whatever `source` says; otherwise what it says. */
export function respectingPrivacyControl(source: ConsentSource): ConsentSource {
  return combine([source], ([consent]) => (globalPrivacyControl() ? 'denied' : consent!));
}

/** 'granted' when all are, 'denied' when one is. */
export function allOf(...sources: ConsentSource[]): ConsentSource {
  return combine(sources, (consents) => {
    if (consents.includes('denied')) return 'denied';
    return consents.length > 0 && consents.every((consent) => consent === 'granted') ? 'granted' : 'unknown';
  });
}

/** The first that knows, in this order. */
export function firstOf(...sources: ConsentSource[]): ConsentSource {
  return combine(sources, (consents) => consents.find((consent) => consent !== 'unknown') ?? 'unknown');
}
