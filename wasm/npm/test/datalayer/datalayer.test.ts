import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';

import {connectDataLayer, type Tracker} from '../../src/datalayer.js';
import type {ShopEvent, TrackResult} from '../../src/types.js';

class FakeTracker implements Tracker {
  readonly events: ShopEvent[] = [];

  async track(event: ShopEvent): Promise<TrackResult> {
    if (event.itemId === 'refused') throw new Error('refused');
    this.events.push(event);
    return {eventId: 'x', sessionId: 1, duplicate: false, itemKnown: true};
  }
}

const page = globalThis as unknown as {dataLayer?: unknown[]};

/** As Google's snippet has it: the Arguments object itself is pushed. */
function gtag(..._: unknown[]): void {
  // eslint-disable-next-line prefer-rest-params
  page.dataLayer!.push(arguments);
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe('connectDataLayer', () => {
  let tracker: FakeTracker;

  beforeEach(() => {
    tracker = new FakeTracker();
    page.dataLayer = [];
  });
  afterEach(() => {
    delete page.dataLayer;
  });

  it('reports past and future pushes, of both kinds', async () => {
    page.dataLayer!.push({event: 'view_item', ecommerce: {items: [{item_id: 'a', price: '9.50'}]}});
    connectDataLayer(tracker);
    gtag('event', 'add_to_cart', {currency: 'EUR', items: [{item_id: 'b', price: 3, quantity: 2}]});
    page.dataLayer!.push({event: 'select_item', ecommerce: {items: [{item_id: 'c'}]}}, {event: 'gtm.js'});
    await settled();
    expect(tracker.events).toEqual([
      {kind: 'view', itemId: 'a', price: 9.5},
      {kind: 'add_to_cart', itemId: 'b', price: 3, quantity: 2},
      {kind: 'click', itemId: 'c'},
    ]);
  });

  it('maps the other events', async () => {
    connectDataLayer(tracker);
    gtag('event', 'view_item_list', {items: [{item_id: 1}, {item_id: 2}]});
    gtag('event', 'remove_from_cart', {items: [{item_id: 'a', quantity: '3'}]});
    gtag('event', 'view_search_results', {search_term: ' red shoes '});
    page.dataLayer!.push({event: 'search', search_term: 'hats'});
    await settled();
    expect(tracker.events).toEqual([
      {kind: 'impression', itemId: '1'},
      {kind: 'impression', itemId: '2'},
      {kind: 'remove_from_cart', itemId: 'a', quantity: 3},
      {kind: 'search', query: 'red shoes'},
      {kind: 'search', query: 'hats'},
    ]);
  });

  it('gives the items of an order ids that a reload repeats', async () => {
    const order = {event: 'purchase', ecommerce: {transaction_id: 'T 1', items: [{item_id: 'a'}, {item_id: 'a'}]}};
    connectDataLayer(tracker);
    page.dataLayer!.push(order);
    page.dataLayer!.push({event: 'purchase', ecommerce: {transaction_id: 77, items: [{item_id: 'b', price: 1}]}});
    await settled();
    const reloaded = new FakeTracker();
    page.dataLayer = [structuredClone(order)];
    connectDataLayer(reloaded);
    await settled();
    const ids = tracker.events.map(({eventId}) => eventId);
    expect(ids).toContain('purchase:77:b:0');
    expect(new Set(ids).size).toBe(3);
    for (const {eventId} of reloaded.events) {
      expect(eventId).toMatch(/^[A-Za-z0-9._:-]{1,64}$/);
      expect(ids).toContain(eventId);
    }
    expect(reloaded.events).toHaveLength(2);
  });

  it('reports an entry once however often it is connected', async () => {
    page.dataLayer!.push({event: 'view_item', ecommerce: {items: [{item_id: 'a'}]}});
    const disconnect = connectDataLayer(tracker);
    expect(connectDataLayer(tracker)).toBe(disconnect);
    page.dataLayer!.push({event: 'view_item', ecommerce: {items: [{item_id: 'b'}]}});
    disconnect();
    page.dataLayer!.push({event: 'view_item', ecommerce: {items: [{item_id: 'c'}]}});
    await settled();
    expect(tracker.events.map(({itemId}) => itemId)).toEqual(['a', 'b']);
  });

  it('passes over what it does not understand, and never throws into the page', async () => {
    const hostile = {
      event: 'view_item',
      get ecommerce(): never {
        throw new Error('a getter of the page');
      },
    };
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    connectDataLayer(tracker);
    const entries: unknown[] = [
      null,
      undefined,
      0,
      'view_item',
      [],
      {},
      {event: 3},
      {event: 'view_item'},
      {event: 'toString', ecommerce: {items: []}},
      {event: 'view_item', ecommerce: {items: 'a'}},
      {event: 'view_item', ecommerce: {items: [null, 3, {}, {item_id: ''}]}},
      {event: 'add_to_cart', ecommerce: {items: [{item_id: 'a', quantity: -1, price: 'free'}]}},
      {event: 'search'},
      hostile,
    ];
    for (const entry of entries) page.dataLayer!.push(entry);
    gtag();
    gtag('event');
    gtag('event', 'purchase', null);
    gtag('config', 'G-1');
    await settled();
    expect(tracker.events).toEqual([{kind: 'add_to_cart', itemId: 'a'}]);
    expect(warn).toHaveBeenCalledOnce();
    warn.mockRestore();
  });

  it('tells of events that the shelf refused, and lets the shop name its items', async () => {
    const errors: unknown[] = [];
    const itemId = (item: Readonly<Record<string, unknown>>): string => String(item.sku);
    connectDataLayer(tracker, {itemId, onError: (error) => errors.push(error)});
    gtag('event', 'view_item', {items: [{item_id: 'x', sku: 'refused'}, {item_id: 'y', sku: 'S1'}]});
    await settled();
    expect(tracker.events).toEqual([{kind: 'view', itemId: 'S1'}]);
    expect(errors).toHaveLength(1);
  });
});
