import { describe, expect, it } from 'vitest';
import { compareMarkdown, type IBlockChange } from '../markdownblocks';

const SIGNS = { same: ' ', changed: '~', added: '+', removed: '-' };

function html(content: DocumentFragment | null): string {
  const node = document.createElement('div');
  node.append(content?.cloneNode(true) ?? '');
  return node.innerHTML.trim();
}

function written(blocks: readonly IBlockChange[] | null): string[] {
  return (blocks ?? []).map(({ status, old, new: now }) => {
    const sides = status === 'same' ? [now] : [old, now].filter(side => side !== null);
    return SIGNS[status] + sides.map(html).join(' / ');
  });
}

describe('Markdown as it reads', () => {
  it('is compared by block, and by word in a block that changed', () => {
    const old = '# Churn\n\nThe AUC is 0.871 today.\n\n- one\n- two';
    const now = '# Churn\n\nThe AUC is **0.893** today.\n\n- one\n- two\n\nNew.';
    expect(written(compareMarkdown(old, now))).toEqual([
      ' <h1>Churn</h1>',
      '~<p>The AUC is 0.<del>871</del> today.</p> / <p>The AUC is <strong>0.<ins>893</ins></strong> today.</p>',
      ' <ul>\n<li>one</li>\n<li>two</li>\n</ul>',
      '+<p>New.</p>'
    ]);
  });

  it('has a table that changed after a paragraph that is gone', () => {
    const table = '| a |\n| - |\n| 1 |';
    const signs = written(
      compareMarkdown(`# T\n\nGone.\n\n${table}`, `# T\n\n${table.replace('1', '2')}`)
    );
    expect(signs.map(line => line.slice(0, 4))).toEqual([' <h1', '-<p>', '~<ta']);
  });

  it('marks a formula as a whole, and leaves it to be set', () => {
    expect(written(compareMarkdown('So $x^2$.', 'So $x^3$.'))).toEqual([
      '~<p>So <del><span>$x^2$</span></del>.</p> / <p>So <ins><span>$x^3$</span></ins>.</p>'
    ]);
  });

  it('is new or gone as a whole on one side', () => {
    expect(written(compareMarkdown(null, 'a\n\nb'))).toEqual(['+<p>a</p>', '+<p>b</p>']);
    expect(written(compareMarkdown('a', null))).toEqual(['-<p>a</p>']);
  });

  it('knows references from anywhere in the text', () => {
    expect(written(compareMarkdown(null, '[site][1]\n\n[1]: https://example.org'))).toEqual([
      '+<p><a href="https://example.org" target="_blank" rel="noopener noreferrer nofollow">site</a></p>'
    ]);
  });

  it('has images without an address, of which the title says where they are', () => {
    const [block] =
      compareMarkdown(
        null,
        '![curve](attachment:roc.png "x") ![](https://foreign.example/p.png)'
      ) ?? [];
    expect(html(block?.new ?? null)).toBe(
      '<p><img title="attachment:roc.png" alt="curve"> <img title="https://foreign.example/p.png" alt=""></p>'
    );
  });

  it.each([
    '<img src=x onerror=alert(1)>',
    '<script>alert(1)</script>',
    '![" onerror="alert(1)](x)',
    '![x](javascript:alert(1))',
    '[x](javascript:alert(1))'
  ])('lets nothing act in %s', source => {
    const [block] = compareMarkdown(null, source) ?? [];
    const elements = Array.from(block?.new?.querySelectorAll('*') ?? []);
    const attributes = elements.flatMap(({ attributes: all }) =>
      Array.from(all, ({ name }) => name)
    );
    expect(elements.map(({ localName }) => localName)).not.toContain('script');
    expect(attributes.filter(name => name !== 'alt' && name !== 'title')).toEqual([]);
  });

  it('is none where it is too long', () => {
    expect(compareMarkdown('a', 'b '.repeat(40_000))).toBeNull();
  });
});
