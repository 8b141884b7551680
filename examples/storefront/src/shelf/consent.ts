import type {Consent, ConsentSource} from 'nearshelf';
import {respectingPrivacyControl, SettableConsent} from 'nearshelf/consent';

import {onNoteChanged, readNote, writeNote} from '../storage.js';

/** The answer that the shopper gave in this shop, in any tab; Global Privacy Control comes before it. */
export class ConsentChoice implements ConsentSource {
  private readonly answer = new SettableConsent(readNote<Consent>('consent') ?? 'unknown');
  private readonly source = respectingPrivacyControl(this.answer);

  constructor() {
    onNoteChanged('consent', () => this.answer.set(readNote<Consent>('consent') ?? 'unknown'));
  }

  get current(): Consent {
    return this.source.current;
  }

  set(consent: 'granted' | 'denied'): void {
    writeNote('consent', consent);
    this.answer.set(consent);
  }

  subscribe(listener: (consent: Consent) => void): () => void {
    return this.source.subscribe(listener);
  }
}
