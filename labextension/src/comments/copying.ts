import type { IPlacedThread } from './tokens';
import { leadingComment } from './label';

/**
 * A thread for a chat elsewhere: what it quotes or says, where it is, and a link without a token.
 *
 * @param place - such as "Train › Split, line 4"
 */
export function textForChat({ thread }: IPlacedThread, place: string, link: string): string {
  const said = leadingComment(thread);
  const quoted = thread.anchor?.quote?.exact ?? said?.body ?? '';
  const quote = quoted
    .trim()
    .split('\n')
    .map(line => `> ${line}`);
  const words =
    thread.anchor?.quote && said?.body ? [`${said.author.displayName}: ${said.body}`] : [];
  return [...quote, ...words, place, link].join('\n');
}
