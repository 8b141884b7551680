import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {once} from 'node:events';
import {join, normalize} from 'node:path';

/** Serves the files of a directory on a free port. */
export async function serveDirectory(directory: string): Promise<{origin: string; close(): Promise<void>}> {
  const server = createServer((request, response) => {
    const path = join(directory, normalize(new URL(request.url ?? '/', 'http://x').pathname));
    readFile(path).then(
      (bytes) => response.writeHead(200, {'content-length': bytes.length}).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
