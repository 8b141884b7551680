/** What a page knows of consent: what was said, and what of it holds. The core keeps the rules and the ledger. */
import type {SentDecision} from '../protocol.js';
import type {Consent, ConsentDecision, ConsentInForce, Purpose} from '../shelf.js';

export const PURPOSES: readonly Purpose[] = ['personalization', 'measurement', 'modelImprovement'];

/** The version of the text behind a simple answer, for which a shop named none. */
const NO_VERSION = 'unversioned';

/** Whether the browser sends Global Privacy Control: the shopper objects, everywhere. */
export function globalPrivacyControl(): boolean {
  return (globalThis.navigator as {globalPrivacyControl?: boolean} | undefined)?.globalPrivacyControl === true;
}

/** A decision with everything that can be left out of one. */
export interface Decided extends Record<Purpose, Consent> {
  policyVersion: string;
  timeMs: number;
}

function each(answer: (purpose: Purpose) => Consent): Record<Purpose, Consent> {
  return Object.fromEntries(PURPOSES.map((purpose) => [purpose, answer(purpose)])) as Record<Purpose, Consent>;
}

/** A simple 'denied' is a no to everything; a simple 'granted' is a yes to personalization alone. */
export function decided(given: Consent | ConsentDecision): Decided {
  if (typeof given === 'object') {
    const {policyVersion, timeMs = 0} = given;
    return {...each((purpose) => given[purpose] ?? 'unknown'), policyVersion, timeMs};
  }
  const others = given === 'denied' ? given : 'unknown';
  return {...each(() => others), personalization: given, policyVersion: NO_VERSION, timeMs: 0};
}

/** What holds of it. */
export function inForce(decision: Decided, gpcDenies: readonly Purpose[], gpc: boolean): ConsentInForce {
  return {
    ...each((purpose) => (gpc && gpcDenies.includes(purpose) ? 'denied' : decision[purpose])),
    policyVersion: decision.policyVersion,
    globalPrivacyControl: gpc,
  };
}

export function anyIs(consent: Consent, of: Record<Purpose, Consent>): boolean {
  return PURPOSES.some((purpose) => of[purpose] === consent);
}

export function sent(decision: Decided, gpc: boolean): SentDecision {
  return {
    granted: PURPOSES.filter((purpose) => decision[purpose] === 'granted'),
    globalPrivacyControl: gpc,
    policyVersion: decision.policyVersion,
    timeMs: decision.timeMs,
  };
}

/** The decision of another tab. */
export function received({granted, policyVersion, timeMs}: SentDecision): Decided {
  return {...each((purpose) => (granted.includes(purpose) ? 'granted' : 'denied')), policyVersion, timeMs};
}

/** The same answers to the same text; when they were given does not matter. */
export function same(a: Decided, b: Decided): boolean {
  return a.policyVersion === b.policyVersion && PURPOSES.every((purpose) => a[purpose] === b[purpose]);
}
