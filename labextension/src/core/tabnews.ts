/** What the tabs of one browser tell each other, and whose turn it is among them. */
export class TabNews<T> {
  /**
   * @param topic - tabs with the same topic hear each other, once it is known
   * @param hear - called with what another tab told
   */
  constructor(
    private readonly topic: Promise<string>,
    hear: (news: T) => void
  ) {
    this.channel = topic.then(name => {
      const channel = new BroadcastChannel(name);
      channel.onmessage = (event: MessageEvent<T>) => hear(event.data);
      return channel;
    });
  }

  tell(news: T): void {
    void this.channel.then(channel => channel.postMessage(news));
  }

  /**
   * Runs `work` in one tab at a time where the browser can promise that; insecure pages have no locks, and there the
   * ids of what is sent keep the server from taking it twice. In this tab it is always one work after the other.
   */
  async alone(work: () => Promise<void>): Promise<void> {
    const topic = await this.topic;
    const locks = (navigator as { locks?: LockManager }).locks;
    const turn: Promise<unknown> =
      locks === undefined ? this.last.then(work) : locks.request(topic, work);
    this.last = turn.then(
      () => undefined,
      () => undefined
    );
    await turn;
  }

  private readonly channel: Promise<BroadcastChannel>;
  private last: Promise<void> = Promise.resolve();
}
