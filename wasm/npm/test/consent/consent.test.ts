import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';

import {
  allOf,
  firstOf,
  googleConsentMode,
  googleDecision,
  perPurpose,
  respectingPrivacyControl,
  SettableConsent,
  tcfConsent,
  tcfDecision,
} from '../../src/consent.js';
import type {Consent, ConsentDecision, ConsentSource} from '../../src/shelf.js';

const page = globalThis as unknown as {dataLayer?: unknown[]; __tcfapi?: unknown};

function gtag(..._: unknown[]): void {
  page.dataLayer!.push(arguments);
}

function heard<C extends Consent | ConsentDecision>(source: ConsentSource<C>): C[] {
  const consents: C[] = [];
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

  it('maps its types to purposes, one call being one decision', () => {
    const source = googleDecision({policyVersion: '7'});
    const decisions = heard(source);
    expect(source.current).toEqual({
      personalization: 'unknown',
      measurement: 'unknown',
      modelImprovement: 'unknown',
      policyVersion: '7',
    });
    gtag('consent', 'update', {personalization_storage: 'granted', analytics_storage: 'granted', ad_storage: 'granted'});
    gtag('consent', 'update', {analytics_storage: 'denied'});
    gtag('consent', 'update', {ad_storage: 'denied'});
    expect(decisions.map(({personalization, measurement}) => [personalization, measurement])).toEqual([
      ['granted', 'granted'],
      ['granted', 'denied'],
    ]);
    // Google has no type for it.
    expect(decisions.map(({modelImprovement}) => modelImprovement)).toEqual(['unknown', 'unknown']);
  });

  it('takes another map of types', () => {
    const source = googleDecision({
      policyVersion: '7',
      purposes: {measurement: ['analytics_storage'], modelImprovement: ['analytics_storage', 'custom_storage']},
    });
    gtag('consent', 'update', {personalization_storage: 'granted', analytics_storage: 'granted'});
    expect(source.current).toMatchObject({personalization: 'unknown', measurement: 'granted', modelImprovement: 'unknown'});
    gtag('consent', 'update', {custom_storage: 'granted'});
    expect(source.current).toMatchObject({modelImprovement: 'granted'});
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

  it('maps its purposes to ours', () => {
    const {say} = banner();
    const source = tcfDecision({policyVersion: '3'});
    const decisions = heard(source);
    say(chosen(1, 5, 6), true);
    say(chosen(1, 8), true);
    say(chosen(1, 5, 6, 8, 10), true);
    expect(decisions).toEqual([
      {personalization: 'granted', measurement: 'denied', modelImprovement: 'denied', policyVersion: '3'},
      {personalization: 'denied', measurement: 'granted', modelImprovement: 'denied', policyVersion: '3'},
      {personalization: 'granted', measurement: 'granted', modelImprovement: 'granted', policyVersion: '3'},
    ]);
    say({...(chosen(1, 5, 6, 8, 10) as object), vendor: {consents: {}}}, true);
    expect(decisions).toHaveLength(3);
  });

  it('needs the vendor for every purpose, and leaves one without IAB purposes unknown', () => {
    const {say} = banner();
    const source = tcfDecision({policyVersion: '3', vendorId: 9, purposes: {personalization: [1], measurement: [1]}});
    say(chosen(1), true);
    expect(source.current).toMatchObject({personalization: 'denied', measurement: 'denied', modelImprovement: 'unknown'});
    say({...(chosen(1) as object), vendor: {consents: {9: true}}}, true);
    expect(source.current).toMatchObject({personalization: 'granted', measurement: 'granted'});
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

  it('makes a decision of a source for each purpose', () => {
    const [a, b] = [new SettableConsent(), new SettableConsent()];
    const source = perPurpose({measurement: a, personalization: b}, '1');
    const decisions = heard(source);
    a.set('granted');
    b.set('denied');
    expect(decisions).toEqual([
      {personalization: 'unknown', measurement: 'granted', modelImprovement: 'unknown', policyVersion: '1'},
      {personalization: 'denied', measurement: 'granted', modelImprovement: 'unknown', policyVersion: '1'},
    ]);
  });

  it('tells a decision only when an answer or the text changed', () => {
    const source = new SettableConsent<ConsentDecision>({policyVersion: '1'});
    const decisions = heard(source);
    source.set({policyVersion: '1', measurement: 'granted'});
    source.set({measurement: 'granted', policyVersion: '1'});
    source.set({policyVersion: '2', measurement: 'granted'});
    expect(decisions).toHaveLength(2);
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
