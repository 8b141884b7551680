import {afterEach, describe, expect, it, vi} from 'vitest';

import {Listeners} from '../../src/client/listeners.js';

describe('Listeners', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('tell changes and the sync apart, also when one of them throws', () => {
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
    const listeners = new Listeners();
    const heard: unknown[] = [];
    listeners.on('change', () => {
      throw new Error('mine');
    });
    const off = listeners.on('change', (event) => heard.push(event));
    listeners.on('sync', (event) => heard.push(event));
    listeners.tell('event');
    listeners.tell('sync');
    expect(heard).toEqual([{reason: 'event'}, {}]);
    expect(reported).toHaveLength(1);
    off();
    listeners.tell('model');
    expect(heard).toHaveLength(2);
    listeners.clear();
    listeners.tell('sync');
    expect(heard).toHaveLength(2);
  });
});
