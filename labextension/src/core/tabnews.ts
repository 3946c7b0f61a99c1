/** What the tabs of one browser tell each other, and whose turn it is among them. */
export class TabNews<T> {
  /**
   * @param topic - tabs with the same topic hear each other
   * @param hear - called with what another tab told
   */
  constructor(
    private readonly topic: string,
    hear: (news: T) => void
  ) {
    this.channel = new BroadcastChannel(topic);
    this.channel.onmessage = (event: MessageEvent<T>) => hear(event.data);
  }

  tell(news: T): void {
    this.channel.postMessage(news);
  }

  /**
   * Runs `work` in one tab at a time where the browser can promise that; insecure pages have no locks, and there the
   * ids of what is sent keep the server from taking it twice.
   */
  async alone(work: () => Promise<void>): Promise<void> {
    const locks = (navigator as { locks?: LockManager }).locks;
    await (locks === undefined ? work() : locks.request(this.topic, work));
  }

  private readonly channel: BroadcastChannel;
}
