import {describe, expect, it} from 'vitest';

import {Connection} from '../../src/client/connection.js';
import {Requests} from '../../src/client/requests.js';

/** Of what the worker would be asked, and what it answers. */
function answering(answers: unknown[]): {requests: Requests; asked: unknown[]} {
  const asked: unknown[] = [];
  const connection = {
    request: (method: string, args: unknown) => {
      asked.push([method, args]);
      return Promise.resolve(answers.shift());
    },
  } as unknown as Connection;
  return {requests: new Requests(connection), asked};
}

describe('Requests', () => {
  it('fetch events in parts until there are no more', async () => {
    const part = (count: number, last: number): unknown => ({events: Array.from({length: count}, (_, i) => last + i), last});
    const {requests, asked} = answering([part(1000, 1000), part(1000, 2000), part(3, 2003)]);
    expect(await requests.events()).toHaveLength(2003);
    expect(asked).toEqual([0, 1000, 2000].map((after) => ['events', {after, limit: 1000}]));
  });

  it('take an export as an object or as its text', async () => {
    const {requests, asked} = answering(['{"format":"nearshelf-profile"}']);
    const profile = await requests.exportProfile();
    expect(profile).toEqual({format: 'nearshelf-profile'});
    await requests.importProfile(profile);
    await requests.importProfile(JSON.stringify(profile));
    const imported = ['importJson', '{"format":"nearshelf-profile"}'];
    expect(asked).toEqual([['exportJson', null], imported, imported]);
  });
});
