/** The part of `ws` that the BiDi client uses. */
declare module 'ws' {
  export default class WebSocket {
    constructor(url: string);
    on(event: 'message', listener: (data: unknown) => void): this;
    on(event: 'close', listener: () => void): this;
    once(event: 'open', listener: (value?: unknown) => void): this;
    once(event: 'error', listener: (error: Error) => void): this;
    send(text: string): void;
    close(): void;
  }
}
