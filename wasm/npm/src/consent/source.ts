import type {Consent, ConsentSource} from '../shelf.js';

/** A consent that is told to it. */
export class SettableConsent implements ConsentSource {
  #current: Consent;
  readonly #listeners = new Set<(consent: Consent) => void>();

  constructor(initial: Consent = 'unknown') {
    this.#current = initial;
  }

  get current(): Consent {
    return this.#current;
  }

  set(consent: Consent): void {
    if (consent === this.#current) return;
    this.#current = consent;
    for (const listener of [...this.#listeners]) listener(consent);
  }

  subscribe(listener: (consent: Consent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}

/** A source that follows others. */
export function combine(
  sources: readonly ConsentSource[],
  rule: (consents: readonly Consent[]) => Consent,
): ConsentSource {
  const evaluate = (): Consent => rule(sources.map((source) => source.current));
  return {
    get current() {
      return evaluate();
    },
    subscribe(listener) {
      let last = evaluate();
      const ends = sources.map((source) =>
        source.subscribe(() => {
          const consent = evaluate();
          if (consent === last) return;
          last = consent;
          listener(consent);
        }),
      );
      return () => ends.forEach((end) => end());
    },
  };
}
