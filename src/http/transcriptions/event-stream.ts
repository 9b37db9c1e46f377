/** Server-sent events that are written as they happen (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
export class EventStream {
  readonly body: ReadableStream<Uint8Array>;
  /** Resolves with the first event. */
  readonly begun: Promise<void>;
  readonly #begin: () => void;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  readonly #encoder = new TextEncoder();

  constructor() {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.begun = promise;
    this.#begin = resolve;
    this.body = new ReadableStream({
      start: (controller) => {
        this.#controller = controller;
      },
      cancel: () => {
        this.#controller = null;
      },
    });
  }

  send(event: object): void {
    this.#controller?.enqueue(this.#encoder.encode(`data: ${JSON.stringify(event)}\n\n`));
    this.#begin();
  }

  end(): void {
    this.#controller?.close();
    this.#controller = null;
  }
}
