import { describe, expect, it, vi } from 'vitest';
import { Payloads } from '../payloads';
import { lackOf, sandboxDocument } from '../sandbox';

function parsed(html: string): Document {
  return new DOMParser().parseFromString(html, 'text/html');
}

function inside(document: Document): Document {
  return parsed(document.querySelector('iframe')?.getAttribute('srcdoc') ?? '');
}

describe('the document of the sandbox', () => {
  const hostile = '"></iframe><script>outer = 1</script>&quot;<p>\'';

  it('has no script of the output in its outer page, and one frame that may run scripts and no more', () => {
    const outer = parsed(sandboxDocument('text/html', hostile));
    expect(outer.querySelectorAll('script')).toHaveLength(0);
    expect(outer.querySelectorAll('iframe')).toHaveLength(1);
    expect(outer.querySelector('iframe')?.getAttribute('sandbox')).toBe('allow-scripts');
    const inner = inside(outer);
    expect(inner.body.textContent).toContain('outer = 1');
  });

  it('allows no network, no frames and no forms, in both pages', () => {
    const outer = parsed(sandboxDocument('text/html', hostile));
    for (const page of [outer, inside(outer)]) {
      const [policy] = page.querySelectorAll('meta[http-equiv="Content-Security-Policy"]');
      const rules = policy?.getAttribute('content') ?? '';
      expect(rules).toContain("default-src 'none'");
      expect(rules).toContain("frame-src 'none'");
      expect(rules).toContain("form-action 'none'");
      expect(rules).not.toMatch(/https?:|\*|'self'|blob:|connect-src/);
    }
  });

  it('keeps a program in its script, whatever text it holds', () => {
    const text = "show('</script><img src=x>')";
    const inner = inside(parsed(sandboxDocument('application/javascript', text)));
    expect(inner.querySelector('img')).toBeNull();
    expect(Array.from(inner.scripts).at(-1)?.text).toContain("show('\\x3c/script><img src=x>')");
  });
});

describe('what the sandbox lacks', () => {
  it.each([
    ['application/vnd.jupyter.widget-view+json', '{}', 'kernel'],
    ['application/vnd.plotly.v1+json', '{}', 'plotly'],
    ['application/vnd.vegalite.v5+json', '{}', 'vega'],
    ['application/geo+json', '{}', 'unknown']
  ])('for %s is everything', (mime, text, lack) => {
    expect(lackOf(mime, text)).toBe(lack);
    expect(lackOf(mime, '')).toBe(lack);
  });

  it.each([
    '<script src="https://cdn.plot.ly/plotly-3.0.0.min.js"></script>',
    "<script async src='//cdn.example/x.js'></script>",
    '<img alt="a" src=http://foreign.example/x.png>',
    "<script type=module>import Plotly from 'https://esm.example'</script>",
    "<script>require(['plotly'], draw)</script>"
  ])('is the network for %s', html => {
    expect(lackOf('text/html', html)).toBe('network');
    expect(lackOf('text/html', '')).toBeNull();
  });

  it.each([
    '<a href="https://example.org">link</a>',
    '<img src="data:image/png;base64,AA">',
    '<b>1</b>'
  ])('is nothing for %s', html => expect(lackOf('text/html', html)).toBeNull());
});

describe('payloads', () => {
  const answer = (sha256: string, data = sha256) => ({
    sha256,
    mime: 'text/plain',
    encoding: 'text' as const,
    data
  });

  it('are asked for once, and again after a failure', async () => {
    const ask = vi.fn((sha256: string) => Promise.resolve(answer(sha256)));
    const payloads = new Payloads(ask);
    await Promise.all([payloads.of('a'), payloads.of('a'), payloads.of('b')]);
    expect(ask).toHaveBeenCalledTimes(2);
    ask.mockRejectedValueOnce(new Error('away'));
    await expect(payloads.of('c')).rejects.toThrow('away');
    await expect(payloads.of('c')).resolves.toMatchObject({ data: 'c' });
  });

  it('make room for those asked for last', async () => {
    const large = 'x'.repeat(40 * 1024 * 1024);
    const ask = vi.fn((sha256: string) => Promise.resolve(answer(sha256, large)));
    const payloads = new Payloads(ask);
    await payloads.of('a');
    await payloads.of('b');
    await payloads.of('b');
    expect(ask).toHaveBeenCalledTimes(2);
    await payloads.of('a');
    expect(ask).toHaveBeenCalledTimes(3);
  });
});
