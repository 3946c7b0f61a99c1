const COUNTER_LIMIT = 0x1000;
let lastMilliseconds = 0;
let counter = 0;

/**
 * @returns a UUIDv7 in lower case. Ids made in one tab sort in the order they were made.
 *
 * Layout and the counter in `rand_a`: RFC 9562, sections 5.7 and 6.2 (method 1).
 */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  advance(Date.now(), bytes);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(lastMilliseconds / 2 ** 32));
  view.setUint32(2, lastMilliseconds % 2 ** 32);
  view.setUint16(6, 0x7000 | counter);
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
  const digits = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function advance(milliseconds: number, random: Uint8Array): void {
  if (milliseconds > lastMilliseconds) {
    lastMilliseconds = milliseconds;
    // Starts in the lower half, so that the counter has room to grow.
    counter = (random[6] ?? 0) << 3;
    return;
  }
  counter += 1;
  if (counter === COUNTER_LIMIT) {
    lastMilliseconds += 1;
    counter = 0;
  }
}
