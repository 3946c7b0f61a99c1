"""Markdown that attacks whoever draws it."""

from __future__ import annotations

HIDDEN = "\u202eevil\u202c \u2066hidden\u2069 abc"

PAYLOADS = (
    "<script>alert('canary')</script>",
    "<img src=x onerror=\"alert('canary')\">",
    "<svg onload=\"alert('canary')\"><a xlink:href=\"javascript:alert('canary')\"><text>x</text></a></svg>",
    "<iframe srcdoc=\"<script>parent.alert('canary')</script>\"></iframe>",
    "<details open ontoggle=alert('canary')>x</details>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=alert('canary')>",
    "<form action='https://foreign.example/'><button>Send</button></form>",
    "<style>body{display:none}</style><link rel=stylesheet href=https://foreign.example/x.css>",
    "<base href='https://foreign.example/'><meta http-equiv=refresh content='0;url=https://foreign.example/'>",
    "![remote](https://foreign.example/pixel.png) ![data](data:image/png;base64,iVBORw0KGgo=)",
    "![](x \"onerror=alert('canary')\")",
    "[click](javascript:alert('canary')) [click](JaVaScRiPt:alert('canary')) [click](&#106;avascript:alert(1))",
    "[click](vbscript:alert('canary')) [click](data:text/html,<script>alert('canary')</script>) [file](file:///etc/passwd)",
    "[up](../../api/contents) [here](#) [there](//foreign.example/)",
    "<button data-commandlinker-command=\"application:close-all\" data-commandlinker-args='{}'>Run</button>",
    '<a href=# data-commandlinker-command="notebook:restart-run-all">Run</a>',
    '<div class="jp-Dialog jp-mod-styled lm-Menu" style="position:fixed;inset:0;z-index:99999">Cover</div>',
    "<video src=https://foreign.example/v autoplay></video><audio src=https://foreign.example/a></audio>",
    "Harmless: $x^2$",
    "$\\href{javascript:alert('canary')}{x}$ $\\style{position:fixed}{y}$ $\\class{jp-Dialog}{z}$ $\\cssId{main}{w}$",
    "$$\\require{html}\\href{https://foreign.example/}{x}\\def\\x{\\x\\x}\\x$$",
    "```html\n<script>alert('canary')</script>\n```",
    "`<img src=x onerror=alert('canary')>` @<img src=x onerror=alert('canary')>",
    HIDDEN,
    ">" * 90 + " deep",
)
