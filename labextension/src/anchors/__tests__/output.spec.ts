import type { IOutput } from '@jupyterlab/nbformat';
import { describe, expect, it } from 'vitest';
import { fingerprintOf, payloadOf } from '../output';

const display = (data: Record<string, unknown>): IOutput =>
  ({ output_type: 'display_data', metadata: {}, data }) as IOutput;
const print = (output: IOutput): Promise<string> => fingerprintOf(payloadOf(output));

describe('what stands for an output', () => {
  it.each([
    [{ 'text/plain': '1', 'image/png': 'AAAA' }, 'image/png', 'image'],
    [{ 'text/plain': '1', 'text/html': '<TABLE ><tr>' }, 'text/html', 'table'],
    [{ 'text/plain': '1', 'text/html': '<b>1</b>' }, 'text/html', 'html'],
    [{ 'text/plain': ['a', 'b'] }, 'text/plain', 'text'],
    [
      { 'application/vnd.plotly.v1+json': {}, 'image/png': 'A' },
      'application/vnd.plotly.v1+json',
      'other'
    ],
    [{ 'application/vnd.jupyter.widget-view+json': {}, 'text/plain': 'w' }, 'text/plain', 'text'],
    [{}, 'application/octet-stream', 'other']
  ])('%j: %s, %s', (data, mime, kind) => {
    expect(payloadOf(display(data))).toMatchObject({ mime, kind });
  });

  it('is the text of a stream and the whole of an error', () => {
    const stream = { output_type: 'stream', name: 'stdout', text: ['a\n', 'b'] } as IOutput;
    expect(payloadOf(stream)).toMatchObject({ kind: 'text', text: 'stdout\na\nb' });
    const error = { output_type: 'error', ename: 'E', evalue: 'v', traceback: ['t'] } as IOutput;
    expect(payloadOf(error)).toMatchObject({ kind: 'error', text: '["E","v",["t"]]' });
  });
});

describe('the fingerprint of an output', () => {
  it('is a SHA-256 and the same for the same result, however it is split or ordered', async () => {
    const one = await print(display({ 'text/plain': ['auc ', '0.87'] }));
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(await print(display({ 'text/plain': 'auc 0.87' }))).toBe(one);
    const json = 'application/vnd.vegalite.v5+json';
    expect(await print(display({ [json]: { a: 1, b: { d: 2, c: 3 } } }))).toBe(
      await print(display({ [json]: { b: { c: 3, d: 2 }, a: 1 } }))
    );
    expect(await print(display({ 'image/png': 'AA\nBB\n' }))).toBe(
      await print(display({ 'image/png': 'AABB' }))
    );
  });

  it('differs when the result does', async () => {
    const prints = await Promise.all(
      ['auc 0.87', 'auc 0.88', 'auc 0.87 '].map(text => print(display({ 'text/plain': text })))
    );
    expect(new Set(prints).size).toBe(3);
  });

  it('leaves out what differs by chance between equal runs', async () => {
    const at = (address: string): Promise<string> =>
      print(display({ 'text/plain': `<Axes at ${address}>` }));
    expect(await at('0x7f3c5a1d2e80')).toBe(await at('0x7fa0b1c2d3e0'));
    const styled = (id: string): Promise<string> =>
      print(display({ 'text/html': `<table id="T_${id}"><td id="T_${id}_row0">1</td></table>` }));
    expect(await styled('0a1b2')).toBe(await styled('ffee9'));
  });

  it('reads a long result in part, and its length in full', async () => {
    const long = 'x'.repeat(9 * 1024 * 1024);
    const first = await print(display({ 'text/plain': long }));
    expect(await print(display({ 'text/plain': `${long}x` }))).not.toBe(first);
    expect(await print(display({ 'text/plain': `${long.slice(0, -1)}y` }))).toBe(first);
  });
});
