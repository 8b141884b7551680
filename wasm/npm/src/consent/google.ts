import {dataLayerNamed, gtagCall, watchDataLayer} from '../datalayer/watch.js';
import type {Consent, ConsentDecision, ConsentSource} from '../shelf.js';
import {allGranted, decisionFrom, type PurposeMap} from './purposes.js';
import {SettableConsent} from './source.js';

export interface GoogleConsentOptions {
  /** All of them must be granted. Default ['personalization_storage']. */
  types?: readonly string[];
  /** Default 'dataLayer'. */
  dataLayer?: string;
}

export interface GoogleDecisionOptions {
  /** Of the text that the banner shows. */
  policyVersion: string;
  /**
   * The types that each purpose needs, all of them. Default: personalization 'personalization_storage', measurement
   * 'analytics_storage'. Google has no type for the improvement of a model, so that is never granted by default.
   */
  purposes?: PurposeMap<string>;
  /** Default 'dataLayer'. */
  dataLayer?: string;
}

interface TypeState {
  update?: Consent;
  byDefault: Consent;
  /** Some region's default is "denied", and which region this is we cannot know. */
  deniedSomewhere: boolean;
}

function asConsent(value: unknown): Consent {
  return value === 'granted' || value === 'denied' ? value : 'unknown';
}

/** Calls back after every consent call with what it comes to for a list of types. */
function follow(
  dataLayer: string | undefined,
  onCall: (answer: (types: readonly string[]) => Consent) => void,
): void {
  const states = new Map<string, TypeState>();
  const answer = (types: readonly string[]): Consent =>
    allGranted(
      types.map((type): Consent => {
        const state = states.get(type);
        if (state?.update !== undefined) return state.update;
        return state?.byDefault === 'granted' && !state.deniedSomewhere ? 'granted' : 'unknown';
      }),
    );
  watchDataLayer(dataLayerNamed(dataLayer ?? 'dataLayer'), (entry) => {
    const call = gtagCall(entry);
    if (call?.[0] !== 'consent' || typeof call[2] !== 'object' || call[2] === null) return;
    const {region, ...values} = call[2] as Record<string, unknown>;
    for (const [type, value] of Object.entries(values)) {
      const consent = asConsent(value);
      if (consent === 'unknown') continue;
      const state = states.get(type) ?? {byDefault: 'unknown', deniedSomewhere: false};
      states.set(type, state);
      if (call[1] === 'update') state.update = consent;
      else if (call[1] === 'default' && region === undefined) state.byDefault = consent;
      else if (call[1] === 'default' && consent === 'denied') state.deniedSomewhere = true;
    }
    onCall(answer);
  });
}

/**
 * Google Consent Mode v2, read from `gtag('consent', 'default' | 'update', {...})` in the data layer, as one answer. A
 * default of 'denied' is what pages set before the shopper was asked, on every page; it counts as 'unknown', so that it
 * stores nothing and deletes nothing. Only an update denies.
 */
export function googleConsentMode(options: GoogleConsentOptions = {}): ConsentSource {
  const source = new SettableConsent();
  const types = options.types ?? ['personalization_storage'];
  follow(options.dataLayer, (answer) => source.set(answer(types)));
  return source;
}

/** The same as a decision per purpose. One call of `gtag` is one decision, whatever it changes. */
export function googleDecision(options: GoogleDecisionOptions): ConsentSource<ConsentDecision> {
  const {policyVersion} = options;
  const map = options.purposes ?? {
    personalization: ['personalization_storage'],
    measurement: ['analytics_storage'],
  };
  const source = new SettableConsent<ConsentDecision>(decisionFrom(map, policyVersion, () => 'unknown'));
  follow(options.dataLayer, (answer) => source.set(decisionFrom(map, policyVersion, answer)));
  return source;
}
