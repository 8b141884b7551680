import {describe, expect, it} from 'vitest';

import {Connection} from '../../src/client/connection.js';
import type {WorkerLink} from '../../src/client/start-worker.js';
import type {FromWorker, ToWorker} from '../../src/protocol.js';

class FakeWorker implements WorkerLink {
  readonly got: ToWorker[] = [];
  terminated = false;
  onmessage: WorkerLink['onmessage'] = null;
  onerror: WorkerLink['onerror'] = null;

  postMessage(message: ToWorker): void {
    this.got.push(structuredClone(message));
  }
  terminate(): void {
    this.terminated = true;
  }
  send(data: FromWorker): void {
    this.onmessage?.({data});
  }
  requests(): (ToWorker & {type: 'request'})[] {
    return this.got.filter((message) => message.type === 'request');
  }
}

function setUp(): {connection: Connection; workers: FakeWorker[]; messages: FromWorker[]} {
  const workers: FakeWorker[] = [];
  const messages: FromWorker[] = [];
  const connection = new Connection(() => {
    workers.push(new FakeWorker());
    return workers.at(-1)!;
  });
  connection.onMessage = (message) => messages.push(message);
  return {connection, workers, messages};
}

const decision = {granted: [], globalPrivacyControl: false, policyVersion: '1', timeMs: 0};
const OPEN: ToWorker = {type: 'open', model: 'm', name: 'n', log: false, resumed: false, purgeFirst: false, decision};

describe('Connection', () => {
  it('sends again what the worker before did not answer, in order', async () => {
    const {connection, workers} = setUp();
    connection.connect('kept', OPEN);
    const answers = ['a', 'b', 'c'].map((itemId) => connection.request('track', {kind: 'view', itemId}));
    workers[0]!.send({type: 'answer', id: 2, outcome: {value: 'B'}});
    connection.connect('kept', OPEN);
    expect(workers[0]!.terminated).toBe(true);
    expect(workers[1]!.requests().map(({args}) => (args as {itemId: string}).itemId)).toEqual(['a', 'c']);
    // The old one is not listened to any more.
    workers[0]!.send({type: 'answer', id: 1, outcome: {value: 'late'}});
    for (const {id} of workers[1]!.requests()) workers[1]!.send({type: 'answer', id, outcome: {value: id}});
    expect(await Promise.all(answers)).toEqual([1, 'B', 3]);
  });

  it('rejects with the error that was sent', async () => {
    const {connection, workers} = setUp();
    connection.connect('kept', OPEN);
    const answer = connection.request('session', null);
    workers[0]!.send({type: 'answer', id: 1, outcome: {error: {code: 'BUSY', message: 'held', place: 'x'}}});
    await expect(answer).rejects.toMatchObject({name: 'NearshelfError', code: 'BUSY', message: 'x: held'});
  });

  it('rejects what cannot be sent, and goes on', async () => {
    const {connection} = setUp();
    connection.connect('kept', OPEN);
    const bad = {kind: 'view', itemId: (() => 'a') as unknown as string} as const;
    await expect(connection.request('track', bad)).rejects.toMatchObject({code: 'INVALID_ARGUMENT'});
    expect(connection.unansweredEvents()).toEqual([]);
  });

  it('holds requests back while it is paused, and waits for those that were sent', async () => {
    const {connection, workers} = setUp();
    connection.connect('private', OPEN);
    void connection.request('session', null);
    connection.pause();
    void connection.request('endSession', null);
    const drained = connection.drain(10_000);
    workers[0]!.send({type: 'answer', id: 1, outcome: {value: null}});
    await drained;
    expect(workers[0]!.requests()).toHaveLength(1);
    connection.connect('kept', OPEN);
    expect(workers[1]!.requests().map(({method}) => method)).toEqual(['endSession']);
  });

  it('names what may be wrong when a worker does not start', async () => {
    const {connection, workers, messages} = setUp();
    connection.connect('kept', OPEN);
    const answer = connection.request('session', null);
    workers[0]!.onerror?.({preventDefault() {}});
    await expect(answer).rejects.toMatchObject({code: 'INTERNAL', message: expect.stringContaining('CSP') as string});
    expect(messages.map(({type}) => type)).toEqual(['failed']);
  });

  it('lets a worker go without ending it', async () => {
    const {connection, workers, messages} = setUp();
    connection.connect('kept', OPEN);
    const answer = connection.request('session', null);
    const worker = workers[0]!;
    expect(connection.detach()).toBe(worker);
    expect([worker.terminated, worker.onmessage, connection.kind]).toEqual([false, null, null]);
    connection.connect('private', OPEN);
    expect(messages).toEqual([]);
    workers[1]!.send({type: 'answer', id: workers[1]!.requests()[0]!.id, outcome: {value: 'from the next'}});
    expect(await answer).toBe('from the next');
  });

  it('rejects everything once it is closed', async () => {
    const {connection} = setUp();
    connection.connect('kept', OPEN);
    const before = connection.request('session', null);
    connection.close();
    await expect(before).rejects.toMatchObject({code: 'CANCELLED'});
    await expect(connection.request('session', null)).rejects.toMatchObject({code: 'CANCELLED'});
  });
});
