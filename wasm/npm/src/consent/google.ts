import {dataLayerNamed, gtagCall, watchDataLayer} from '../datalayer/watch.js';
import type {Consent, ConsentSource} from '../shelf.js';
import {SettableConsent} from './source.js';

export interface GoogleConsentOptions {
  /** All of them must be granted. Default ['personalization_storage']. */
  types?: readonly string[];
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

/**
 * Google Consent Mode v2, read from `gtag('consent', 'default' | 'update', {...})` in the data layer. A default of
 * 'denied' is what pages set before the shopper was asked, on every page; it counts as 'unknown', so that it stores
 * nothing and deletes nothing. Only an update denies.
 */
export function googleConsentMode(options: GoogleConsentOptions = {}): ConsentSource {
  const types = options.types ?? ['personalization_storage'];
  const states = new Map<string, TypeState>();
  const source = new SettableConsent();

  const evaluate = (): Consent => {
    const consents = types.map((type): Consent => {
      const state = states.get(type);
      if (state?.update !== undefined) return state.update;
      return state?.byDefault === 'granted' && !state.deniedSomewhere ? 'granted' : 'unknown';
    });
    if (consents.includes('denied')) return 'denied';
    return consents.every((consent) => consent === 'granted') ? 'granted' : 'unknown';
  };

  watchDataLayer(dataLayerNamed(options.dataLayer ?? 'dataLayer'), (entry) => {
    const call = gtagCall(entry);
    if (call?.[0] !== 'consent' || typeof call[2] !== 'object' || call[2] === null) return;
    const values = call[2] as Record<string, unknown>;
    for (const type of types) {
      const consent = asConsent(values[type]);
      if (consent === 'unknown') continue;
      const state = states.get(type) ?? {byDefault: 'unknown', deniedSomewhere: false};
      states.set(type, state);
      if (call[1] === 'update') state.update = consent;
      else if (call[1] === 'default' && values.region === undefined) state.byDefault = consent;
      else if (call[1] === 'default' && consent === 'denied') state.deniedSomewhere = true;
    }
    source.set(evaluate());
  });
  return source;
}
