/** GET /recommend and /healthz, for any host that speaks Request and Response. Keeps and logs nothing of a request. */
import {NearshelfError} from 'nearshelf/edge';

import type {CurrentModel, LoadedModel} from './current-model.js';
import {shortest} from './float32.js';
import {Problem} from './problem.js';
import {readQuery} from './query.js';

const METHODS = 'GET, HEAD, OPTIONS';
/** As the manifest's: an answer is good for as long as its model, and a new model is seen within a minute. */
const CACHING = 'public, max-age=60, stale-while-revalidate=600';
const COMMON = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
};

/** What the host does after the answer; `waitUntil` in a Worker. */
export type Background = (work: Promise<void>) => void;

// Integers may be larger than a float is exact for; nothing that is none comes from anything but 32-bit floats.
const brief = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? shortest(value) : value;

function json(status: number, body: unknown, headers: Record<string, string>): Response {
  const type = {'content-type': 'application/json'};
  return new Response(JSON.stringify(body, brief), {status, headers: {...COMMON, ...type, ...headers}});
}

function failure(error: unknown): Response {
  let problem = new Problem(500, 'INTERNAL', 'the request could not be answered');
  if (error instanceof Problem) problem = error;
  else if (error instanceof NearshelfError) {
    problem = new Problem(error.code === 'INVALID_ARGUMENT' ? 400 : 500, error.code, error.message, error.place);
  }
  const {status, code, message, place} = problem;
  const headers: Record<string, string> = {'cache-control': 'no-store'};
  if (status === 405) headers.allow = METHODS;
  if (status === 503) headers['retry-after'] = '5';
  return json(status, {error: {code, message, place}}, headers);
}

function isFresh(request: Request, etag: string): boolean {
  const tags = request.headers.get('if-none-match');
  return tags?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*') ?? false;
}

function recommend(request: Request, url: URL, {model, id, version, sha256}: LoadedModel): Response {
  const {itemIds, options, canonical} = readQuery(url.searchParams);
  // The model and the address decide every byte of the answer.
  const etag = `"${sha256.slice(0, 32)}"`;
  const headers = {etag, 'cache-control': CACHING, 'content-location': `/recommend${canonical && `?${canonical}`}`};
  if (isFresh(request, etag)) return new Response(null, {status: 304, headers: {...COMMON, ...headers}});
  return json(200, {model: {id, version}, ...model.recommend(itemIds, options)}, headers);
}

async function answer(request: Request, current: CurrentModel, background: Background): Promise<Response> {
  const url = new URL(request.url);
  if (url.pathname !== '/recommend' && url.pathname !== '/healthz') {
    throw new Problem(404, 'NOT_FOUND', 'there are /recommend and /healthz', url.pathname);
  }
  if (request.method === 'OPTIONS') {
    const headers = {'access-control-allow-methods': METHODS, 'access-control-max-age': '86400', allow: METHODS};
    return new Response(null, {status: 204, headers: {...COMMON, ...headers}});
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw new Problem(405, 'INVALID_ARGUMENT', `the methods are ${METHODS}`, 'method');
  }
  await current.ready(background);
  const loaded = current.loaded!;
  if (url.pathname === '/recommend') return recommend(request, url, loaded);
  return json(200, {status: 'ok', model: {id: loaded.id, version: loaded.version}}, {'cache-control': 'no-store'});
}

/** Never rejects: what goes wrong is an answer with a code, a message and a place. */
export async function handle(request: Request, current: CurrentModel, background: Background): Promise<Response> {
  const response = await answer(request, current, background).catch(failure);
  return request.method === 'HEAD' ? new Response(null, response) : response;
}
