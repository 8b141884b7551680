import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';

import type {CoreTask, TaskOutcome} from '../../src/core/core.js';
import {FencedError} from '../../src/storage/store.js';
import {SyncLoop, type LoopOptions} from '../../src/sync/loop.js';

class FakeTask implements CoreTask {
  readonly kind = 'events';
  readonly method = 'POST';
  readonly url = '/v1/events';
  readonly headers = [];
  readonly body = null;
  readonly timeoutMs = 1000;
  readonly maxResponseBytes = 1000;
  state = 'open';
  finish({status}: TaskOutcome): void {
    this.state = `finished ${status}`;
  }
  free(): void {
    this.state = 'freed';
  }
}

describe('SyncLoop', () => {
  /** What the core hands out next; then how long to wait. */
  let due: FakeTask[] = [];
  let waitMs = -1;
  let asked: boolean[] = [];
  let sent: {task: FakeTask; leaving: boolean; signal: AbortSignal; answer: (status: number) => void}[] = [];
  let online = true;
  let troubles: unknown[] = [];
  let progress = 0;
  let failing: unknown = null;
  let order: string[] = [];
  let loop: SyncLoop;

  const make = (options: Partial<LoopOptions> = {}): SyncLoop =>
    new SyncLoop({
      next: (leaving) => {
        if (failing) throw failing;
        asked.push(leaving);
        const task = due.shift() ?? null;
        if (task) order.push('next');
        return {task, waitMs: task ? 0 : waitMs};
      },
      finish: (task, outcome) => task.finish(outcome),
      commit: async () => void order.push('commit'),
      perform: (task, leaving, signal) => {
        order.push('perform');
        return new Promise((resolve) => {
          const answer = (status: number): void => resolve({status});
          sent.push({task: task as FakeTask, leaving, signal, answer});
          signal.addEventListener('abort', () => answer(0));
        });
      },
      online: () => online,
      onProgress: () => progress++,
      onTrouble: (error) => troubles.push(error),
      ...options,
    });

  const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

  beforeEach(() => {
    vi.useFakeTimers();
    [due, asked, sent, troubles, order] = [[], [], [], [], []];
    [waitMs, progress, online, failing] = [-1, 0, true, null];
    loop = make();
  });
  afterEach(() => {
    loop.stop();
    vi.useRealTimers();
  });

  it('carries out what is due one after the other, and then waits as long as the core says', async () => {
    const tasks = [new FakeTask(), new FakeTask()];
    due = [...tasks];
    waitMs = 5000;
    loop.wake();
    await pass(0);
    expect(sent).toHaveLength(1);
    sent[0]!.answer(200);
    await pass(0);
    sent[1]!.answer(503);
    await pass(0);
    expect(tasks.map(({state}) => state)).toEqual(['finished 200', 'finished 503']);
    expect([asked.length, progress, sent.some(({leaving}) => leaving)]).toEqual([3, 2, false]);
    await pass(4999);
    expect(asked).toHaveLength(3);
    await pass(1);
    expect(asked).toHaveLength(4);
  });

  it('sends only what the disk knows to be handed out', async () => {
    due = [new FakeTask()];
    loop.wake();
    await pass(0);
    sent[0]!.answer(200);
    await pass(0);
    expect(order).toEqual(['next', 'commit', 'perform', 'commit']);
  });

  it('asks once for a burst of events, and sooner than it would have', async () => {
    waitMs = 30_000;
    loop.wake();
    await pass(0);
    for (let i = 0; i < 1000; i++) loop.poke();
    await pass(300);
    expect(asked).toHaveLength(2);
    await pass(29_000);
    expect(asked).toHaveLength(2);
    await pass(1500);
    expect(asked).toHaveLength(3);
  });

  it('asks again when something happened while a request was under way', async () => {
    due = [new FakeTask()];
    loop.wake();
    await pass(0);
    loop.poke();
    sent[0]!.answer(200);
    await pass(0);
    expect(asked).toHaveLength(3);
  });

  it('asks for nothing without a network, so that no attempt is wasted, and at once when it is back', async () => {
    online = false;
    due = [new FakeTask()];
    loop.wake();
    await pass(3_600_000);
    void loop.flush();
    expect(asked).toEqual([]);
    online = true;
    loop.wake();
    await pass(0);
    expect(sent).toHaveLength(1);
  });

  it('notices by itself that the network is back where nobody tells', async () => {
    online = false;
    due = [new FakeTask()];
    loop.wake();
    await pass(0);
    online = true;
    await pass(20_000);
    expect(sent).toHaveLength(1);
  });

  it('sends what waits when the page is hidden, beside what is under way, and hears the answers', async () => {
    const tasks = [new FakeTask(), new FakeTask(), new FakeTask()];
    due = [tasks[0]!];
    loop.wake();
    await pass(0);
    due = [tasks[1]!, tasks[2]!];
    await loop.flush();
    await pass(0);
    expect(sent.map(({leaving}) => leaving)).toEqual([false, true, true]);
    for (const {answer} of sent) answer(200);
    await pass(0);
    expect(tasks.map(({state}) => state)).toEqual(['finished 200', 'finished 200', 'finished 200']);
  });

  it('hands what waits to the browser in one go when the page is left, and gives it back unheard', async () => {
    const tasks = [new FakeTask(), new FakeTask(), new FakeTask()];
    due = [tasks[0]!];
    loop.wake();
    await pass(0);
    due = [tasks[1]!, tasks[2]!];
    loop.leave();
    // Nothing was awaited: the worker may be gone.
    expect(sent.map(({leaving}) => leaving)).toEqual([false, true, true]);
    expect(sent.map(({signal}) => signal.aborted)).toEqual([true, false, false]);
    expect(tasks.map(({state}) => state)).toEqual(['freed', 'freed', 'freed']);
    loop.wake();
    await pass(60_000);
    expect(asked.filter((leaving) => !leaving)).toHaveLength(1);
  });

  it('gives back what is under way when the shelf is closed, and goes on with the next one', async () => {
    const [old, next] = [new FakeTask(), new FakeTask()];
    due = [old];
    loop.wake();
    await pass(0);
    loop.interrupt();
    due = [next];
    loop.wake();
    await pass(0);
    sent[1]!.answer(200);
    await pass(0);
    expect([old.state, next.state, progress]).toEqual(['freed', 'finished 200', 1]);
  });

  it('tries again later when the core cannot be asked, and ends when another tab has the store', async () => {
    failing = new Error('no space');
    loop.wake();
    await pass(29_000);
    expect([troubles, asked]).toEqual([[failing], []]);
    failing = null;
    await pass(2000);
    expect(asked).toHaveLength(1);
    failing = new FencedError();
    loop.wake();
    await pass(0);
    failing = null;
    loop.wake();
    await pass(60_000);
    expect([troubles.length, asked.length]).toEqual([1, 1]);
  });
});
