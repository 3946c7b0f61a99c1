import type { TranslationBundle } from '@jupyterlab/translation';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * @param then - in milliseconds since 1970
 * @param now - in milliseconds since 1970
 * @returns how long ago it was, for a week; then the date
 */
export function timeAgo(then: number, now: number, trans: TranslationBundle): string {
  const passed = now - then;
  if (passed < 0.75 * MINUTE) {
    return trans.__('just now');
  }
  if (passed < HOUR) {
    return trans.__('%1 min ago', Math.max(1, Math.round(passed / MINUTE)));
  }
  if (passed < DAY) {
    return trans.__('%1 h ago', Math.round(passed / HOUR));
  }
  if (passed < 7 * DAY) {
    const days = Math.round(passed / DAY);
    return trans._n('%1 day ago', '%1 days ago', days);
  }
  return dateOf(new Date(then), new Date(now));
}

/** Date and time in full. */
export function exactly(then: number): string {
  return formatter({ dateStyle: 'full', timeStyle: 'short' }).format(then);
}

function dateOf(then: Date, now: Date): string {
  const year = then.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return formatter({ day: 'numeric', month: 'short', year }).format(then);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter takes a third of a millisecond, which a long thread would pay for each of its comments. */
function formatter(style: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  // JupyterLab's language, as far as the page says it.
  const language = document.documentElement.lang || undefined;
  const key = JSON.stringify([language, style]);
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(language, style);
  formatters.set(key, known);
  return known;
}
