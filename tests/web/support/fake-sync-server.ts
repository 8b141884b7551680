/** A sync server that understands the fake core's JSON, counts what reaches it, and can refuse. */
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';

export interface FakeSyncServer {
  /** "http://127.0.0.1:port/sync/": another origin than the shop's. */
  readonly url: string;
  /** Ids of the events that were stored, in the order of arrival; a second one of the same id is not stored. */
  readonly stored: string[];
  /** Every request, as "events 3" or "erase", and the status of its answer. */
  readonly requests: string[];
  readonly erased: string[];
  /** Bytes that arrived on its sockets. */
  readonly bytes: number;
  /** What is answered instead of success; 0: nothing, the connection breaks. */
  status: number;
  retryAfter: string | undefined;
  /** Set: what was taken is answered once this resolves. */
  held: Promise<void> | undefined;
  /** Answers a request that came another way: through the shop's own server. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Stops listening; what is connected is cut off. */
  stop(): Promise<void>;
  /** Listens again, on the same port. */
  start(): Promise<void>;
}

interface Body {
  pseudonym: string;
  events?: {eventId: string}[];
}

async function read(request: IncomingMessage): Promise<Body> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString()) as Body;
}

export async function startFakeSyncServer(): Promise<FakeSyncServer> {
  const stored = new Map<string, string>();
  const requests: string[] = [];
  const erased: string[] = [];
  let bytes = 0;
  let port = 0;
  let server: Server;

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    void (async () => {
      const origin = {
        'access-control-allow-origin': '*',
        'access-control-allow-headers': 'authorization, content-type',
        'access-control-expose-headers': 'retry-after',
      };
      if (request.method === 'OPTIONS') return response.writeHead(204, origin).end();
      const body = await read(request);
      const what = request.url === '/sync/v1/erase' ? 'erase' : `events ${body.events?.length}`;
      requests.push(`${what}: ${fake.status}`);
      if (fake.status === 0) return response.destroy();
      if (fake.status >= 300) {
        const again = fake.retryAfter === undefined ? {} : {'retry-after': fake.retryAfter};
        return response.writeHead(fake.status, {...origin, ...again}).end();
      }
      if (what === 'erase') {
        erased.push(body.pseudonym);
        for (const [id, pseudonym] of stored) if (pseudonym === body.pseudonym) stored.delete(id);
      }
      for (const {eventId} of body.events ?? []) stored.set(eventId, body.pseudonym);
      await fake.held;
      return response.writeHead(200, origin).end('{}');
    })().catch(() => response.destroy());
  };
  const make = (): Server => {
    const made = createServer(handle);
    made.on('connection', (socket) => socket.on('data', (data) => (bytes += data.length)));
    return made;
  };
  const start = async (): Promise<void> => {
    server = make();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  };
  const fake: FakeSyncServer = {
    get url() {
      return `http://127.0.0.1:${port}/sync/`;
    },
    get stored() {
      return [...stored.keys()];
    },
    get bytes() {
      return bytes;
    },
    requests,
    erased,
    status: 200,
    retryAfter: undefined,
    held: undefined,
    handle,
    start,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  await start();
  return fake;
}
