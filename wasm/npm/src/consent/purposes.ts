/** What adapters ask a banner about, purpose by purpose. */
import type {Consent, ConsentDecision, Purpose} from '../shelf.js';

/** The banner's own names for what each purpose needs; a purpose without any stays 'unknown'. */
export type PurposeMap<Name> = Partial<Record<Purpose, readonly Name[]>>;

/** Granted when all are, denied when one is. */
export function allGranted(consents: readonly Consent[]): Consent {
  if (consents.includes('denied')) return 'denied';
  return consents.length > 0 && consents.every((consent) => consent === 'granted') ? 'granted' : 'unknown';
}

/** A decision whose answers come from `answer`. */
export function decisionFrom<Name>(
  map: PurposeMap<Name>,
  policyVersion: string,
  answer: (names: readonly Name[]) => Consent,
): ConsentDecision {
  const of = (names: readonly Name[] | undefined): Consent => (names?.length ? answer(names) : 'unknown');
  return {
    personalization: of(map.personalization),
    measurement: of(map.measurement),
    modelImprovement: of(map.modelImprovement),
    policyVersion,
  };
}
