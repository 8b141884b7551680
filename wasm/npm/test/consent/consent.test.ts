import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';

import {
  allOf,
  firstOf,
  googleConsentMode,
  respectingPrivacyControl,
  SettableConsent,
  tcfConsent,
} from '../../src/consent.js';
import type {Consent, ConsentSource} from '../../src/shelf.js';

const page = globalThis as unknown as {dataLayer?: unknown[]; __tcfapi?: unknown};

function gtag(..._: unknown[]): void {
  page.dataLayer!.push(arguments);
}

function heard(source: ConsentSource): Consent[] {
  const consents: Consent[] = [];
  source.subscribe((consent) => consents.push(consent));
  return consents;
}

beforeEach(() => {
  page.dataLayer = [];
});
afterEach(() => {
  delete page.dataLayer;
  delete page.__tcfapi;
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('googleConsentMode', () => {
  const granted = {personalization_storage: 'granted', ad_storage: 'denied'};
  const denied = {personalization_storage: 'denied'};

  it('takes the default "denied" of every page for "not asked yet", and an update for an answer', () => {
    gtag('consent', 'default', denied);
    const source = googleConsentMode();
    const consents = heard(source);
    expect(source.current).toBe('unknown');
    gtag('consent', 'update', granted);
    gtag('consent', 'update', {ad_storage: 'granted'});
    gtag('consent', 'update', denied);
    expect(consents).toEqual(['granted', 'denied']);
  });

  it('reads what was pushed before, and a default that grants', () => {
    gtag('consent', 'default', granted);
    expect(googleConsentMode().current).toBe('granted');
    gtag('consent', 'update', denied);
    expect(googleConsentMode().current).toBe('denied');
  });

  it('grants nothing by default when some region is denied: which one this is, is not known', () => {
    gtag('consent', 'default', granted);
    gtag('consent', 'default', {...denied, region: ['DE']});
    expect(googleConsentMode().current).toBe('unknown');
    page.dataLayer = [];
    gtag('consent', 'default', {...granted, region: ['US']});
    expect(googleConsentMode().current).toBe('unknown');
  });

  it('needs every type that was asked for', () => {
    const source = googleConsentMode({types: ['personalization_storage', 'analytics_storage']});
    gtag('consent', 'update', granted);
    expect(source.current).toBe('unknown');
    gtag('consent', 'update', {analytics_storage: 'granted'});
    expect(source.current).toBe('granted');
  });

  it('passes over everything else', () => {
    const source = googleConsentMode();
    page.dataLayer!.push({event: 'consent'}, null, ['consent', 'update', granted]);
    gtag('consent', 'update');
    gtag('consent', 'update', {personalization_storage: true});
    expect(source.current).toBe('unknown');
  });
});

describe('tcfConsent', () => {
  type Callback = (data: unknown, success: boolean) => void;

  function banner(): {say: Callback} {
    let callback: Callback | undefined;
    page.__tcfapi = (command: string, version: number, given: Callback) => {
      if (command === 'addEventListener' && version === 2) callback = given;
    };
    return {say: (data, success) => callback!(data, success)};
  }

  const chosen = (...purposes: number[]): unknown => ({
    gdprApplies: true,
    eventStatus: 'useractioncomplete',
    purpose: {consents: Object.fromEntries(purposes.map((purpose) => [purpose, true]))},
  });

  it('needs all purposes', () => {
    const {say} = banner();
    const source = tcfConsent();
    say({gdprApplies: true, eventStatus: 'cmpuishown', purpose: {consents: {}}}, true);
    expect(source.current).toBe('unknown');
    say(chosen(1, 5), true);
    expect(source.current).toBe('denied');
    say(chosen(1, 5, 6, 7), true);
    expect(source.current).toBe('granted');
    say({...(chosen() as object), eventStatus: 'cmpuishown'}, true);
    say(null, false);
    expect(source.current).toBe('granted');
  });

  it('needs the vendor where one is named', () => {
    const {say} = banner();
    const source = tcfConsent({vendorId: 9, purposes: [1]});
    say(chosen(1), true);
    expect(source.current).toBe('denied');
    say({...(chosen(1) as object), vendor: {consents: {9: true}}}, true);
    expect(source.current).toBe('granted');
  });

  it('waits for a banner that loads late, but not for ever', () => {
    vi.useFakeTimers();
    const source = tcfConsent();
    vi.advanceTimersByTime(3000);
    const {say} = banner();
    vi.advanceTimersByTime(300);
    say(chosen(1, 5, 6), true);
    expect(source.current).toBe('granted');
    delete page.__tcfapi;
    tcfConsent({waitMs: 1000});
    vi.advanceTimersByTime(60_000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('says what the shop wants where the GDPR does not apply', () => {
    const {say} = banner();
    const source = tcfConsent({outsideGdpr: 'granted'});
    say({gdprApplies: false}, true);
    expect(source.current).toBe('granted');
  });
});

describe('combinations', () => {
  it('lets Global Privacy Control win', () => {
    const source = new SettableConsent('granted');
    expect(respectingPrivacyControl(source).current).toBe('granted');
    vi.stubGlobal('navigator', {globalPrivacyControl: true});
    expect(respectingPrivacyControl(source).current).toBe('denied');
    const consents = heard(respectingPrivacyControl(source));
    source.set('unknown');
    source.set('granted');
    expect(consents).toEqual([]);
  });

  it('needs all of allOf, and takes the first of firstOf that knows', () => {
    const [a, b] = [new SettableConsent(), new SettableConsent()];
    const all = heard(allOf(a, b));
    const first = heard(firstOf(a, b));
    b.set('granted');
    a.set('denied');
    a.set('granted');
    expect(all).toEqual(['denied', 'granted']);
    expect(first).toEqual(['granted', 'denied', 'granted']);
    expect(allOf().current).toBe('unknown');
  });

  it('ends a subscription', () => {
    const source = new SettableConsent();
    const consents: Consent[] = [];
    const end = allOf(source).subscribe((consent) => consents.push(consent));
    source.set('granted');
    end();
    source.set('denied');
    expect(consents).toEqual(['granted']);
  });
});
