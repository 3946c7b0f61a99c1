import { afterEach, describe, expect, it, vi } from 'vitest';
import { newId } from '../ids';

afterEach(() => void vi.useRealTimers());

describe('newId', () => {
  it('is a UUIDv7 of the present in lower case', () => {
    const before = Date.now();
    const id = newId();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const milliseconds = parseInt(id.replace('-', '').slice(0, 12), 16);
    expect(milliseconds).toBeGreaterThanOrEqual(before);
    expect(milliseconds).toBeLessThan(before + 5_000);
  });

  it('sorts in the order of making, within a millisecond and when the clock goes back', () => {
    vi.useFakeTimers();
    const moments = [3_000_000_000_000, 3_000_000_000_000, 2_999_999_999_000];
    const ids = moments.flatMap(moment => {
      vi.setSystemTime(moment);
      return Array.from({ length: 4_500 }, newId);
    });
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
