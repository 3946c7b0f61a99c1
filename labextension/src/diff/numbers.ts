const NUMBER = /^[-+\u2212]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:e[-+]?\d+)?\s?%?$/i;

/** The number that a text is, thousands separated by commas or not; null when it is none. */
export function numberIn(text: string): number | null {
  const trimmed = text.trim();
  if (!NUMBER.test(trimmed) || !/\d/.test(trimmed)) {
    return null;
  }
  const number = Number(trimmed.replace(/[,%\s]/g, '').replace('\u2212', '-'));
  return Number.isFinite(number) ? number : null;
}

/** Whether two numbers differ by at most a share of the larger one, as the server counts it. */
export function isNear(one: number, other: number, tolerance: number): boolean {
  return Math.abs(one - other) <= tolerance * Math.max(Math.abs(one), Math.abs(other));
}

/** Whether two texts are numbers that differ by no more than that. */
export function areNear(old: string, now: string, tolerance: number): boolean {
  const [one, other] = [numberIn(old), numberIn(now)];
  return tolerance > 0 && one !== null && other !== null && isNear(one, other, tolerance);
}
