/** The worker's side of the protocol, whatever answers the requests. */
import {
  toSentError,
  type FromWorker,
  type Method,
  type OpenMessage,
  type PurgeMessage,
  type ToWorker,
} from '../protocol.js';

/** The part of DedicatedWorkerGlobalScope that is used here; the DOM types do not have it. */
export interface WorkerScope {
  postMessage(message: FromWorker): void;
  onmessage: ((event: {data: ToWorker}) => void) | null;
  /** Ends the worker after this task. */
  close(): void;
}

export const scope = globalThis as unknown as WorkerScope;

/** What answers requests in a worker. */
export interface Service {
  open(message: OpenMessage): void;
  request(method: Method, args: unknown): Promise<unknown>;
  /** Absent in the private host, which keeps nothing. Gives the erase requests that are pending. */
  purge?(message: PurgeMessage): Promise<number>;
  /** Absent in the private host, which sends nothing. */
  flush?(): void;
  network?(online: boolean): void;
  /** In place of `close`, where something is to be done when the page is left. */
  leave?(): void;
  close(): void;
}

export function serve(service: Service): void {
  scope.onmessage = ({data}) => {
    switch (data.type) {
      case 'open':
        service.open(data);
        break;
      case 'request': {
        const {id} = data;
        service.request(data.method, data.args).then(
          (value) => scope.postMessage({type: 'answer', id, outcome: {value}}),
          (error: unknown) => scope.postMessage({type: 'answer', id, outcome: {error: toSentError(error)}}),
        );
        break;
      }
      case 'purge':
        Promise.resolve(service.purge?.(data)).then(
          (pending = 0) => scope.postMessage({type: 'purged', pending}),
          (error: unknown) => scope.postMessage({type: 'failed', error: toSentError(error)}),
        );
        break;
      case 'network':
        service.network?.(data.online);
        break;
      case 'flush':
        service.flush?.();
        break;
      case 'leave':
        (service.leave ?? service.close).call(service);
        scope.close();
        break;
      case 'close':
        service.close();
        scope.postMessage({type: 'closed'});
        break;
    }
  };
}
