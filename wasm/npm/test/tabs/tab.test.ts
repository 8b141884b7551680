import {afterEach, describe, expect, it, vi} from 'vitest';

import {NearshelfError} from '../../src/errors.js';
import type {Method, SentDecision} from '../../src/protocol.js';
import {FencedError} from '../../src/storage/store.js';
import {seizeTabs, Tab, type TabOptions} from '../../src/tabs/tab.js';
import {FakeChannels, FakeLocks, type FakeChannel} from '../support/fake-browser.js';

/** What all tabs of a shop share: the events on the disk, and whose the fence is. */
class Disk {
  readonly events: string[] = [];
  fence: object | null = null;
}

interface TestTab {
  tab: Tab;
  channel: FakeChannel;
  states: string[];
  failures: unknown[];
  /** What its host was told. */
  calls: string[];
  changes: string[];
  revoked: boolean;
  /** As if the process were gone: frees its locks, and nothing it does has an effect any more. */
  kill(): void;
  /** Its answers do not leave it, and questions do not reach it. */
  freeze(): void;
  thaw(): void;
}

class Shop {
  readonly locks = new FakeLocks();
  readonly channels = new FakeChannels();
  readonly disk = new Disk();
  readonly tabs: TestTab[] = [];
  /** Set: opening the store fails. */
  broken = false;
  /** How many times another tab is still found writing. */
  busy = 0;

  open(options: Partial<TabOptions> = {}): TestTab {
    const locks = this.locks.forTab();
    const channel = this.channels.forTab();
    const {disk} = this;
    let dead = false;
    const test: TestTab = {
      channel,
      states: [],
      failures: [],
      calls: [],
      changes: [],
      revoked: false,
      kill: () => {
        dead = true;
        channel.close();
        locks.kill();
      },
      freeze: () => channel.freeze(),
      thaw: () => channel.thaw(),
      tab: new Tab({
        tabId: `tab${this.tabs.length}`,
        lockName: 'shop',
        locks,
        channel,
        patienceMs: 80,
        openHost: async (_stolen, onChange) => {
          await Promise.resolve();
          if (this.busy-- > 0) throw new NearshelfError('BUSY', 'another tab holds shelf.db');
          if (this.broken) throw new NearshelfError('IO', 'no store');
          const fence = {};
          disk.fence = fence;
          return {
            storage: 'opfs',
            async handle(method: Method, args: unknown) {
              if (dead) return new Promise<never>(() => {});
              if (disk.fence !== fence) throw new FencedError();
              if (method === 'events') return [...disk.events];
              if (method === 'setConsent') return onChange('consent', args as SentDecision);
              const {eventId} = args as {eventId: string};
              if (eventId === 'bad') throw new NearshelfError('INVALID_ARGUMENT', 'bad', 'event.event_id');
              const duplicate = disk.events.includes(eventId);
              if (!duplicate) disk.events.push(eventId);
              onChange('event');
              return {eventId, duplicate};
            },
            flush: () => test.calls.push('flush'),
            leave: () => test.calls.push('leave'),
            close: () => test.calls.push('close'),
          };
        },
        onState: ({storage, owner}) => test.states.push(`${storage} ${owner ? 'owner' : 'follower'}`),
        onChange: (reason, decision) => test.changes.push(`${reason} ${decision?.granted.join() ?? ''}`),
        onFailed: (error) => test.failures.push(error),
        onRevoked: () => {
          test.revoked = true;
        },
        ...options,
      }),
    };
    this.tabs.push(test);
    test.tab.start();
    return test;
  }

  async opened(): Promise<TestTab> {
    const test = this.open();
    await vi.waitFor(() => expect(test.states.length).toBeGreaterThan(0));
    return test;
  }
}

describe('Tab', () => {
  const shop: {now: Shop} = {now: new Shop()};

  afterEach(() => {
    for (const {tab} of shop.now.tabs) tab.close();
    shop.now = new Shop();
  });

  const track = (test: TestTab, eventId: string): Promise<unknown> => test.tab.request('track', {eventId});

  it('makes the first tab the owner and the others its followers', async () => {
    const [first, second] = [await shop.now.opened(), await shop.now.opened()];
    expect([first.states, second.states]).toEqual([['opfs owner'], ['opfs follower']]);
    expect(await track(second, 'a')).toEqual({eventId: 'a', duplicate: false});
    expect(await track(first, 'a')).toEqual({eventId: 'a', duplicate: true});
  });

  it('passes errors of the owner on with their code and place', async () => {
    await shop.now.opened();
    const second = await shop.now.opened();
    await expect(track(second, 'bad')).rejects.toMatchObject({code: 'INVALID_ARGUMENT', place: 'event.event_id'});
  });

  it('answers what is asked before the store is open', async () => {
    const [first, second] = [shop.now.open(), shop.now.open()];
    expect(await Promise.all([track(second, 'b'), track(first, 'a')])).toHaveLength(2);
    expect([...shop.now.disk.events].sort()).toEqual(['a', 'b']);
  });

  it.each(['kill', 'close'] as const)('sends again what an owner that ended by %s did not answer', async (end) => {
    const [first, second, third] = [await shop.now.opened(), await shop.now.opened(), await shop.now.opened()];
    const asked: Promise<unknown>[] = [];
    for (let i = 0; i < 50; i++) {
      asked.push(track(second, `s${i}`), track(third, `t${i}`));
      if (i === 20) {
        // Some are on their way, some recorded without an answer.
        await Promise.resolve();
        if (end === 'kill') first.kill();
        else first.tab.close();
      }
    }
    await Promise.all(asked);
    expect(shop.now.disk.events).toHaveLength(100);
    expect(new Set(shop.now.disk.events).size).toBe(100);
    expect(second.tab.owner).toBe(true);
    expect(third.tab.owner).toBe(false);
  });

  it('replaces an owner that is silent, and the owner finds out when it wakes', async () => {
    const [first, second, third] = [await shop.now.opened(), await shop.now.opened(), await shop.now.opened()];
    first.freeze();
    await Promise.all([track(second, 'a'), track(third, 'b')]);
    expect([second.tab.owner, third.tab.owner].filter(Boolean)).toHaveLength(1);
    first.thaw();
    await track(first, 'c');
    await vi.waitFor(() => expect(first.tab.owner).toBe(false));
    expect([...shop.now.disk.events].sort()).toEqual(['a', 'b', 'c']);
  });

  it('lets a deposed owner do nothing before it knows', async () => {
    const first = await shop.now.opened();
    shop.now.disk.fence = {};
    // Its own request meets the fence; it then stands for election again and answers.
    expect(await track(first, 'a')).toEqual({eventId: 'a', duplicate: false});
    expect(first.tab.owner).toBe(true);
  });

  it('leaves a quiet owner alone while nothing is asked', async () => {
    const [first, second] = [await shop.now.opened(), await shop.now.opened()];
    first.freeze();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect([first.tab.owner, second.tab.owner]).toEqual([true, false]);
  });

  it('rejects what waits when the store cannot be opened, and tries again when asked again', async () => {
    shop.now.broken = true;
    const first = shop.now.open();
    await expect(track(first, 'a')).rejects.toMatchObject({code: 'IO'});
    expect(first.failures).toHaveLength(1);
    shop.now.broken = false;
    expect(await track(first, 'a')).toEqual({eventId: 'a', duplicate: false});
  });

  it('tries again while another tab is still writing, but not for ever', async () => {
    shop.now.busy = 3;
    const first = shop.now.open();
    expect(await track(first, 'a')).toEqual({eventId: 'a', duplicate: false});
    expect(first.failures).toEqual([]);
    first.tab.close();
    shop.now.busy = 100;
    const second = shop.now.open();
    await expect(track(second, 'b')).rejects.toMatchObject({code: 'BUSY'});
    expect(shop.now.busy).toBe(95);
  });

  it.each([0, 1])('closes all tabs when tab %i seizes the store', async (index) => {
    const tabs = [await shop.now.opened(), await shop.now.opened(), await shop.now.opened()];
    const seizer = tabs[index]!;
    expect(await seizer.tab.seize()).toBe(false);
    await vi.waitFor(() => expect(tabs.filter((each) => each !== seizer).every(({revoked}) => revoked)).toBe(true));
    expect(tabs.map(({tab}) => tab.owner)).toEqual([false, false, false]);
    await expect(track(seizer, 'a')).rejects.toMatchObject({code: 'CANCELLED'});
  });

  it('tells every tab which decision is in force', async () => {
    const [first, second] = [await shop.now.opened(), await shop.now.opened()];
    const decision = {granted: ['measurement'], globalPrivacyControl: false, policyVersion: '2', timeMs: 0};
    await second.tab.request('setConsent', decision);
    await vi.waitFor(() => expect(second.changes).toEqual(['consent measurement']));
    expect(first.changes).toEqual(['consent measurement']);
  });

  it('has the owner alone send what waits when its page is hidden or left', async () => {
    const [first, second] = [await shop.now.opened(), await shop.now.opened()];
    second.tab.flush();
    first.tab.flush();
    first.tab.leave();
    expect([first.calls, second.calls]).toEqual([['flush', 'leave', 'close'], []]);
    await track(second, 'a');
    expect(second.tab.owner).toBe(true);
  });

  it('is seized by a worker that is no tab, even from an owner that sleeps', async () => {
    const first = await shop.now.opened();
    first.freeze();
    expect(await seizeTabs(shop.now.locks.forTab(), 'shop', shop.now.channels.forTab())).toBe(true);
    first.thaw();
    await vi.waitFor(() => expect(first.revoked).toBe(true));
  });
});
