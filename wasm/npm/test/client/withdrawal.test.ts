import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';

import type {WorkerLink} from '../../src/client/start-worker.js';
import {Withdrawal} from '../../src/client/withdrawal.js';
import type {FromWorker, ToWorker} from '../../src/protocol.js';

class FakeWorker implements WorkerLink {
  readonly got: string[] = [];
  terminated = false;
  onmessage: WorkerLink['onmessage'] = null;
  onerror: WorkerLink['onerror'] = null;
  postMessage({type}: ToWorker): void {
    this.got.push(type);
  }
  terminate(): void {
    this.terminated = true;
  }
  send(data: FromWorker): void {
    this.onmessage?.({data});
  }
}

const MESSAGE = {
  type: 'purge',
  name: 'n',
  log: false,
  decision: {granted: [], globalPrivacyControl: false, policyVersion: '1', timeMs: 0},
} as const;

describe('Withdrawal', () => {
  const kept = new Map<string, string>();
  let progress = 0;
  let withdrawal: Withdrawal;
  let worker: FakeWorker;

  beforeEach(() => {
    kept.clear();
    progress = 0;
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    });
    withdrawal = new Withdrawal({name: 'n', onProgress: () => progress++, log: () => {}});
    worker = new FakeWorker();
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('leaves no mark and no worker when nothing is pending', async () => {
    const done = withdrawal.run(worker, MESSAGE);
    expect([withdrawal.mark, worker.got]).toEqual(['purge', ['purge']]);
    worker.send({type: 'purged', pending: 0});
    await done;
    expect([kept.size, worker.terminated, withdrawal.pending]).toEqual([0, true, 0]);
  });

  it('keeps worker and mark until the server has acknowledged', async () => {
    const done = withdrawal.run(worker, MESSAGE);
    worker.send({type: 'purged', pending: 1});
    await done;
    expect([withdrawal.mark, worker.terminated, withdrawal.pending]).toEqual(['erase', false, 1]);
    withdrawal.post({type: 'flush'});
    worker.send({type: 'change', reason: 'sync'});
    worker.send({type: 'erased'});
    expect([withdrawal.mark, worker.terminated, withdrawal.pending, progress]).toEqual([null, true, 0, 2]);
    expect(worker.got).toEqual(['purge', 'flush']);
  });

  it.each([false, true])('leaves the mark to the next page when this one is left (frozen: %s)', async (frozen) => {
    const done = withdrawal.run(worker, MESSAGE);
    worker.send({type: 'purged', pending: 1});
    await done;
    withdrawal.leave(frozen);
    expect([withdrawal.mark, worker.got, worker.terminated]).toEqual(['erase', ['purge', 'leave'], frozen]);
  });

  it('leaves the mark when it fails, when the worker breaks, and when another tab takes over', async () => {
    for (const end of [
      () => worker.send({type: 'failed', error: {code: 'NO_SPACE', message: 'full', place: ''}}),
      () => worker.onerror?.({preventDefault() {}}),
      () => worker.send({type: 'yielded'}),
    ]) {
      worker = new FakeWorker();
      const done = withdrawal.run(worker, MESSAGE);
      end();
      await done;
      expect([withdrawal.mark, worker.terminated]).toEqual(['purge', true]);
    }
  });

  it('does not keep the page waiting for a worker that hangs, and hears of it later', async () => {
    vi.useFakeTimers();
    const done = withdrawal.run(worker, MESSAGE);
    vi.advanceTimersByTime(1500);
    await done;
    expect(worker.terminated).toBe(false);
    worker.send({type: 'purged', pending: 0});
    expect(withdrawal.mark).toBeNull();
  });

  it('works where there is no such storage', async () => {
    vi.stubGlobal('localStorage', undefined);
    const done = withdrawal.run(worker, MESSAGE);
    worker.send({type: 'purged', pending: 0});
    await done;
    expect(withdrawal.mark).toBeNull();
  });
});
