import {afterEach, describe, expect, it, vi} from 'vitest';

import {watchPage} from '../../src/client/page-life.js';

describe('watchPage', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('tells what happens to the page, until it is ended', () => {
    const page = new EventTarget();
    const shown = Object.assign(new EventTarget(), {visibilityState: 'visible'});
    vi.stubGlobal('window', page);
    vi.stubGlobal('document', shown);
    const told: unknown[] = [];
    const end = watchPage(
      (frozen) => told.push(frozen ? 'frozen' : 'left'),
      () => told.push('back'),
      (message) => told.push(message),
    );
    const happen = (target: EventTarget, ...types: string[]): void => {
      for (const type of types) target.dispatchEvent(new Event(type));
    };
    happen(page, 'pagehide', 'pageshow', 'online', 'offline');
    happen(shown, 'freeze', 'resume', 'visibilitychange');
    const all = ['left', 'back', {type: 'network', online: true}, {type: 'network', online: false}, 'frozen', 'back'];
    expect(told).toEqual(all);
    shown.visibilityState = 'hidden';
    happen(shown, 'visibilitychange');
    expect(told.pop()).toEqual({type: 'flush'});
    end();
    happen(page, 'pagehide', 'pageshow', 'online');
    happen(shown, 'freeze', 'visibilitychange');
    expect(told).toEqual(all);
  });
});
