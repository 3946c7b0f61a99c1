import { waitAfter } from './backoff';

const LEAST_SECONDS = 0.5;
const MOST_SECONDS = 30;
const NO_PERMISSION = 4403;

/** What a socket tells its owner. */
export interface ISocketListener {
  opened(): void;
  heard(message: unknown): void;
  closed(): void;
}

/** A WebSocket that comes back by itself. */
export class LastingSocket {
  constructor(
    private readonly connect: () => WebSocket,
    private readonly listener: ISocketListener
  ) {}

  get isOpen(): boolean {
    return this.socket?.readyState === 1;
  }

  /** Connects now, unless it is connected or about to be. */
  open(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.socket !== null) {
      return;
    }
    const socket = this.connect();
    this.socket = socket;
    socket.onopen = () => this.listener.opened();
    socket.onmessage = event => this.hear(event.data);
    socket.onclose = event => this.lose(event.code);
  }

  /** Sends, if connected; what is lost otherwise is sent by `opened` later. */
  send(message: object): void {
    if (this.isOpen) {
      this.socket?.send(JSON.stringify(message));
    }
  }

  /** Drops a connection that looks open and is not, and comes back after the usual wait. */
  renew(): void {
    const socket = this.socket;
    this.forget();
    socket?.close();
    this.lose(1006);
  }

  /** Ends it for good. */
  close(): void {
    clearTimeout(this.timer);
    const socket = this.socket;
    this.forget();
    socket?.close();
  }

  private hear(data: unknown): void {
    this.attempts = 0;
    try {
      this.listener.heard(JSON.parse(String(data)));
    } catch (problem) {
      if (!(problem instanceof SyntaxError)) {
        throw problem;
      }
    }
  }

  private lose(code: number): void {
    this.forget();
    this.attempts += 1;
    const wait = code === NO_PERMISSION ? MOST_SECONDS * 1000 : this.wait();
    this.timer = setTimeout(() => this.open(), wait);
    this.listener.closed();
  }

  private wait(): number {
    return waitAfter(this.attempts, LEAST_SECONDS, MOST_SECONDS);
  }

  private forget(): void {
    if (this.socket !== null) {
      this.socket.onopen = this.socket.onmessage = this.socket.onclose = null;
      this.socket = null;
    }
  }

  private socket: WebSocket | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private attempts = 0;
}
