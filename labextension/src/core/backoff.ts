/**
 * How long to wait before another try: exponential with full jitter, so that many browsers do not come back at once.
 * Method: "Exponential Backoff And Jitter", AWS Architecture Blog, 2015, with a least wait added.
 *
 * @param attempt - how often it has failed, from 1
 * @param least - the shortest wait, in seconds
 * @param most - the longest wait, in seconds
 * @returns milliseconds
 */
export function waitAfter(attempt: number, least: number, most: number): number {
  const ceiling = Math.min(most, least * 2 ** Math.min(attempt, 30));
  return 1000 * (least + Math.random() * (ceiling - least));
}
