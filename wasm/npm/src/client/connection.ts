import {NearshelfError} from '../errors.js';
import {fromSentError, type FromWorker, type Method, type Methods, type ToWorker} from '../protocol.js';
import type {ShopEvent} from '../types.js';
import type {WorkerKind, WorkerLink} from './start-worker.js';

interface Request {
  id: number;
  method: Method;
  args: unknown;
  sent: boolean;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/**
 * The requests of a page and the worker that answers them, one worker at a time. Requests outlive their worker: what
 * the last one did not answer is sent to the next one.
 */
export class Connection {
  #worker: WorkerLink | null = null;
  #kind: WorkerKind | null = null;
  #nextId = 1;
  #closed = false;
  #paused = false;
  readonly #requests = new Map<number, Request>();
  #idle: (() => void)[] = [];

  /** Everything but answers. */
  onMessage: (message: FromWorker) => void = () => undefined;

  constructor(readonly start: (kind: WorkerKind) => WorkerLink) {}

  get kind(): WorkerKind | null {
    return this.#kind;
  }

  /** Starts a worker, in place of the one before, and sends it `first` and then what is unanswered. */
  connect(kind: WorkerKind, first: ToWorker): void {
    this.disconnect();
    this.#paused = false;
    const worker = this.start(kind);
    this.#worker = worker;
    this.#kind = kind;
    worker.onmessage = ({data}) => this.#receive(worker, data);
    worker.onerror = (event) => {
      event.preventDefault();
      if (worker !== this.#worker) return;
      const message = `the worker failed (${event.message ?? 'its script did not load: see the CSP and "assets"'})`;
      const error = {code: 'INTERNAL' as const, message, place: ''};
      this.rejectAll(fromSentError(error));
      this.onMessage({type: 'failed', error});
    };
    worker.postMessage(first);
    for (const request of this.#requests.values()) this.#send(request);
  }

  /** Ends the worker at once; the browser frees its locks and files. */
  disconnect(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#kind = null;
    for (const request of this.#requests.values()) request.sent = false;
  }

  /** Lets the worker go without ending it; it is the caller's now. */
  detach(): WorkerLink | null {
    const worker = this.#worker;
    if (worker) worker.onmessage = worker.onerror = null;
    this.#worker = null;
    this.disconnect();
    return worker;
  }

  post(message: ToWorker): void {
    this.#worker?.postMessage(message);
  }

  request<M extends Method>(method: M, args: Methods[M]['args']): Promise<Methods[M]['result']> {
    if (this.#closed) return Promise.reject(new NearshelfError('CANCELLED', 'the shelf is closed'));
    return new Promise((resolve, reject) => {
      const request: Request = {id: this.#nextId++, method, args, sent: false, resolve: resolve as never, reject};
      this.#requests.set(request.id, request);
      this.#send(request);
    });
  }

  /** Resolves when every request that was sent is answered, at the latest after `limitMs`. */
  async drain(limitMs: number): Promise<void> {
    if (![...this.#requests.values()].some((request) => request.sent)) return;
    await new Promise<void>((resolve) => {
      this.#idle.push(resolve);
      setTimeout(resolve, limitMs);
    });
  }

  /** New requests wait from here to the next `connect`. */
  pause(): void {
    this.#paused = true;
  }

  /** Events that are not acknowledged, in order. */
  unansweredEvents(): ShopEvent[] {
    return [...this.#requests.values()].filter(({method}) => method === 'track').map(({args}) => args as ShopEvent);
  }

  /** Rejects every request, or those that were sent. */
  rejectAll(error: NearshelfError, which: (request: {sent: boolean; method: Method}) => boolean = () => true): void {
    for (const request of [...this.#requests.values()]) if (which(request)) this.#finish(request).reject(error);
  }

  close(): void {
    this.#closed = true;
    this.disconnect();
    this.rejectAll(new NearshelfError('CANCELLED', 'the shelf was closed'));
  }

  #send(request: Request): void {
    if (!this.#worker || this.#paused) return;
    try {
      this.#worker.postMessage({type: 'request', id: request.id, method: request.method, args: request.args});
      request.sent = true;
    } catch (error) {
      this.#finish(request).reject(new NearshelfError('INVALID_ARGUMENT', String(error)));
    }
  }

  #finish(request: Request): Request {
    this.#requests.delete(request.id);
    if (this.#idle.length > 0 && ![...this.#requests.values()].some(({sent}) => sent)) {
      for (const resolve of this.#idle.splice(0)) resolve();
    }
    return request;
  }

  #receive(worker: WorkerLink, message: FromWorker): void {
    if (worker !== this.#worker) return;
    if (message.type !== 'answer') return this.onMessage(message);
    const request = this.#requests.get(message.id);
    if (!request) return;
    this.#finish(request);
    const {outcome} = message;
    if ('error' in outcome) request.reject(fromSentError(outcome.error));
    else request.resolve(outcome.value);
  }
}
