import type {Consent, ConsentDecision, ConsentSource} from '../shelf.js';

/** The same answers, as a source compares what it is told. */
export function sameConsent(a: Consent | ConsentDecision, b: Consent | ConsentDecision): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  return (['personalization', 'measurement', 'modelImprovement', 'policyVersion', 'timeMs'] as const).every(
    (field) => a[field] === b[field],
  );
}

/** A consent that is told to it: one answer, or a decision per purpose. */
export class SettableConsent<C extends Consent | ConsentDecision = Consent> implements ConsentSource<C> {
  #current: C;
  readonly #listeners = new Set<(consent: C) => void>();

  constructor(initial: NoInfer<C> = 'unknown' as C) {
    this.#current = initial;
  }

  get current(): C {
    return this.#current;
  }

  set(consent: C): void {
    if (sameConsent(consent, this.#current)) return;
    this.#current = consent;
    for (const listener of [...this.#listeners]) listener(consent);
  }

  subscribe(listener: (consent: C) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}

/** A source that follows others. */
export function combine<C extends Consent | ConsentDecision>(
  sources: readonly ConsentSource[],
  rule: (consents: readonly Consent[]) => C,
): ConsentSource<C> {
  const evaluate = (): C => rule(sources.map((source) => source.current));
  return {
    get current() {
      return evaluate();
    },
    subscribe(listener) {
      let last = evaluate();
      const ends = sources.map((source) =>
        source.subscribe(() => {
          const consent = evaluate();
          if (sameConsent(consent, last)) return;
          last = consent;
          listener(consent);
        }),
      );
      return () => ends.forEach((end) => end());
    },
  };
}
