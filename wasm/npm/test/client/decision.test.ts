import {afterEach, describe, expect, it, vi} from 'vitest';

import {anyIs, decided, inForce, PURPOSES, received, same, sent} from '../../src/client/decision.js';

afterEach(() => vi.unstubAllGlobals());

describe('a decision', () => {
  it('is what a simple answer means: a yes to personalization alone, a no to everything', () => {
    expect(decided('granted')).toMatchObject({
      personalization: 'granted',
      measurement: 'unknown',
      modelImprovement: 'unknown',
    });
    expect(PURPOSES.map((purpose) => decided('denied')[purpose])).toEqual(['denied', 'denied', 'denied']);
    expect(anyIs('denied', decided('unknown'))).toBe(false);
  });

  it('has nothing granted that was left out', () => {
    const decision = decided({policyVersion: '4', measurement: 'granted'});
    expect(sent(decision, false)).toEqual({
      granted: ['measurement'],
      globalPrivacyControl: false,
      policyVersion: '4',
      timeMs: 0,
    });
    expect(received(sent(decision, false))).toMatchObject({personalization: 'denied', measurement: 'granted'});
  });

  it('holds less what Global Privacy Control denies; what was said is sent all the same', () => {
    const decision = decided({policyVersion: '4', measurement: 'granted', personalization: 'granted'});
    expect(anyIs('granted', inForce(decision, PURPOSES, true))).toBe(false);
    expect(inForce(decision, PURPOSES, false)).toMatchObject({personalization: 'granted', measurement: 'granted'});
    expect(inForce(decision, ['measurement'], true)).toMatchObject({
      personalization: 'granted',
      measurement: 'denied',
      modelImprovement: 'unknown',
      globalPrivacyControl: true,
    });
    expect(sent(decision, true)).toMatchObject({
      granted: ['personalization', 'measurement'],
      globalPrivacyControl: true,
    });
  });

  it('is the same with the same answers to the same text', () => {
    const decision = decided({policyVersion: '4', measurement: 'granted', timeMs: 5});
    expect(same(decision, {...decision, timeMs: 9})).toBe(true);
    expect(same(decision, {...decision, policyVersion: '5'})).toBe(false);
    expect(same(decision, {...decision, modelImprovement: 'denied'})).toBe(false);
  });
});
