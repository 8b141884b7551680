/**
 * `nearshelf/consent`: what the shopper said to the shop's banner, as the `consent` option of a shelf. Nothing here
 * asks the shopper or stores an answer; that is the banner's.
 */
import {globalPrivacyControl} from './client/decision.js';
import {allGranted, decisionFrom, type PurposeMap} from './consent/purposes.js';
import {combine} from './consent/source.js';
import type {Consent, ConsentDecision, ConsentSource, Purpose} from './shelf.js';

export {globalPrivacyControl} from './client/decision.js';
export {
  googleConsentMode,
  googleDecision,
  type GoogleConsentOptions,
  type GoogleDecisionOptions,
} from './consent/google.js';
export type {PurposeMap} from './consent/purposes.js';
export {SettableConsent} from './consent/source.js';
export {tcfConsent, tcfDecision, type TcfDecisionOptions, type TcfOptions} from './consent/tcf.js';
export type {Consent, ConsentDecision, ConsentSource, Purpose} from './shelf.js';

/**
 * 'denied' when Global Privacy Control is on, whatever `source` says; otherwise what it says. A shelf does the same by
 * itself (its option `gpcDenies`).
 */
export function respectingPrivacyControl(source: ConsentSource): ConsentSource {
  return combine([source], ([consent]) => (globalPrivacyControl() ? 'denied' : consent!));
}

/** 'granted' when all are, 'denied' when one is. */
export function allOf(...sources: ConsentSource[]): ConsentSource {
  return combine(sources, allGranted);
}

/** The first that knows, in this order. */
export function firstOf(...sources: ConsentSource[]): ConsentSource {
  return combine(sources, (consents) => consents.find((consent) => consent !== 'unknown') ?? 'unknown');
}

/** A decision from a source for each purpose; a purpose without one stays 'unknown'. */
export function perPurpose(
  sources: Partial<Record<Purpose, ConsentSource>>,
  policyVersion: string,
): ConsentSource<ConsentDecision> {
  const purposes = Object.keys(sources) as Purpose[];
  const map = Object.fromEntries(purposes.map((purpose, i) => [purpose, [i]])) as PurposeMap<number>;
  return combine(
    purposes.map((purpose) => sources[purpose]!),
    (consents: readonly Consent[]) => decisionFrom(map, policyVersion, ([i]) => consents[i!]!),
  );
}
