import { expect, it, vi } from 'vitest';
import { inTurn } from '../turns';

it('does the first work at once, and the rest in order, a little in each frame', async () => {
  const done: number[] = [];
  const slowly = (name: number) => (): void => {
    const end = performance.now() + 10;
    while (performance.now() < end) {
      // This is what takes long.
    }
    done.push(name);
  };
  const frames: number[] = [];
  const count = (): void => {
    frames.push(done.length);
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  inTurn(slowly(1));
  inTurn(slowly(2));
  const drop = inTurn(slowly(3));
  inTurn(slowly(4));
  expect(done).toEqual([1]);
  drop();
  await vi.waitFor(() => expect(done).toEqual([1, 2, 4]));
  expect(frames).toContain(2);

  // The next burst begins at once again.
  await vi.waitFor(() => {
    inTurn(slowly(5));
    expect(done).toContain(5);
  });
});
