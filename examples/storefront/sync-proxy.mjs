// Passes what pages send below /sync/ on to the sync server, so that the shop's pages talk to their own origin only: no
// other origin in the policy, and no question ahead (preflight) that a page which is being left could not wait for.
import {request as ask} from 'node:http';

export const SYNC_PATH = '/sync/';
const PASSED = ['authorization', 'content-type', 'content-length', 'content-encoding', 'accept', 'accept-encoding'];
const ANSWERED = ['content-type', 'content-length', 'content-encoding', 'retry-after', 'etag'];
const ROUTES = /^\/v1\/(events|erase|export)$/;

function some(headers, names) {
  return Object.fromEntries(names.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));
}

/** `target`: the server's origin. What it cannot be reached for is a 502, which devices wait and try again after. */
export function passOn(request, response, target) {
  const {pathname} = new URL(request.url ?? '/', 'http://localhost');
  const path = pathname.slice(SYNC_PATH.length - 1);
  if (!ROUTES.test(path) || request.method !== 'POST') {
    response.writeHead(404, {'content-type': 'text/plain; charset=utf-8'}).end('There is no such route.\n');
    return;
  }
  const onward = ask(new URL(path, target), {method: 'POST', headers: some(request.headers, PASSED)}, (answer) => {
    response.writeHead(answer.statusCode ?? 502, {...some(answer.headers, ANSWERED), 'cache-control': 'no-store'});
    answer.pipe(response);
  });
  onward.on('error', () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502, {'content-type': 'text/plain; charset=utf-8'}).end('The sync server is away.\n');
  });
  request.on('aborted', () => onward.destroy());
  request.pipe(onward);
}
