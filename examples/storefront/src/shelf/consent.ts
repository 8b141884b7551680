import type {Consent, ConsentDecision, ConsentSource, Purpose} from 'nearshelf';
import {globalPrivacyControl, SettableConsent} from 'nearshelf/consent';

import {onNoteChanged, readNote, writeNote} from '../storage.js';

/** Of the texts below; a new one is asked about anew. */
const POLICY_VERSION = '2026-11';

export const PURPOSES: readonly Purpose[] = ['personalization', 'measurement', 'modelImprovement'];

/** What is asked, in a shopper's words: the same on the banner and on the privacy page. */
export const QUESTIONS: Record<Purpose, {title: string; text: string}> = {
  personalization: {
    title: 'Remember here',
    text: 'What you look at is kept on this device, and recommendations still know you tomorrow.',
  },
  measurement: {
    title: 'Count my visit',
    text: 'The shop learns what is looked at and bought: minutes and products, under a made-up name that changes every month.',
  },
  modelImprovement: {
    title: 'Improve recommendations',
    text: 'What was counted may also teach the shop’s model, for everybody.',
  },
};

type Answers = Record<Purpose, Consent>;
const UNASKED: Answers = {personalization: 'unknown', measurement: 'unknown', modelImprovement: 'unknown'};

/** The answers that the shopper gave in this shop, in any tab. */
export class ConsentChoice implements ConsentSource<ConsentDecision> {
  private readonly source = new SettableConsent<ConsentDecision>(stored());

  constructor() {
    onNoteChanged('consent', () => this.source.set(stored()));
  }

  get current(): ConsentDecision {
    return this.source.current;
  }

  /** Whether there is nothing to ask: the shopper has answered, or the browser has for them. */
  get settled(): boolean {
    return globalPrivacyControl() || PURPOSES.every((purpose) => this.answer(purpose) !== 'unknown');
  }

  answer(purpose: Purpose): Consent {
    return this.current[purpose] ?? 'unknown';
  }

  /** Whether it holds: Global Privacy Control comes before every answer. */
  allows(purpose: Purpose): boolean {
    return !globalPrivacyControl() && this.answer(purpose) === 'granted';
  }

  /** Answers every question: yes to these, no to the others. */
  set(granted: readonly Purpose[]): void {
    const answers = PURPOSES.map((purpose) => [purpose, granted.includes(purpose) ? 'granted' : 'denied']);
    const decision: ConsentDecision = {
      ...(Object.fromEntries(answers) as Answers),
      policyVersion: POLICY_VERSION,
      timeMs: Date.now(),
    };
    writeNote('consent', decision);
    this.source.set(decision);
  }

  /** Answers one question. */
  setOne(purpose: Purpose, yes: boolean): void {
    this.set(PURPOSES.filter((each) => (each === purpose ? yes : this.answer(each) === 'granted')));
  }

  subscribe(listener: (consent: ConsentDecision) => void): () => void {
    return this.source.subscribe(listener);
  }
}

function stored(): ConsentDecision {
  const note = readNote<ConsentDecision>('consent');
  const known = typeof note === 'object' && note !== null && note.policyVersion === POLICY_VERSION;
  return known ? note : {...UNASKED, policyVersion: POLICY_VERSION};
}
