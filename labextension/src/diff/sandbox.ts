/** What an output may not do in the sandbox, which it would need to be drawn. */
export type Lack = 'network' | 'kernel' | 'plotly' | 'vega' | 'unknown';

/**
 * No network of any kind, and no frames but our own: a frame is what a page could otherwise go elsewhere with. What may
 * run runs in an origin of its own, without cookies or storage.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  'font-src data:',
  "frame-src 'none'",
  "form-action 'none'",
  "base-uri 'none'"
].join('; ');

const HEAD =
  '<!doctype html><meta charset="utf-8">' +
  `<meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
  '<meta http-equiv="x-dns-prefetch-control" content="off">';

/** Connections between browsers are no fetches, and no policy covers them. */
const NO_PEERS =
  '<script>for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport"]) ' +
  '{ delete window[name]; }</script>';

const LOOKS =
  '<style>html { background: white; color: black; color-scheme: light; font: 13px sans-serif; } ' +
  'body { margin: 8px; } table { border-collapse: collapse; } th, td { padding: 2px 8px; text-align: right; }</style>';

/**
 * The document of a sandboxed frame that draws an output: a page of ours without a script, and in it, in a sandbox of
 * its own, the output. Were the output the outer page, it could go to any address; the policy of the page around it
 * forbids that.
 */
export function sandboxDocument(mime: string, text: string): string {
  const inside = `${HEAD}${NO_PEERS}${LOOKS}<body>${bodyOf(mime, text)}`;
  return (
    `${HEAD}<style>html, body { height: 100%; margin: 0; } iframe { border: 0; display: block; ` +
    'height: 100%; width: 100%; }</style>' +
    `<iframe sandbox="allow-scripts" srcdoc="${quoted(inside)}"></iframe>`
  );
}

function bodyOf(mime: string, text: string): string {
  if (mime !== 'application/javascript') {
    return text;
  }
  // As JupyterLab names it, the element that a script may draw into.
  const program = text.replace(/<(?=\/script|!--)/gi, '\\x3c');
  return `<div id="output"></div><script>const element = document.getElementById('output');\n${program}\n</script>`;
}

function quoted(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}

/**
 * Why an output will not be drawn in the sandbox, or, for want of the network, not as it means to be; null when nothing
 * speaks against it. All but the network is told by the type alone.
 */
export function lackOf(mime: string, text: string): Lack | null {
  if (mime.includes('widget')) {
    return 'kernel';
  }
  if (mime.includes('plotly')) {
    return 'plotly';
  }
  if (mime.includes('vega')) {
    return 'vega';
  }
  if (mime.endsWith('json')) {
    return 'unknown';
  }
  return LOADING.test(text) ? 'network' : null;
}

const LOADING =
  /<(?:script|link|img|iframe|source|video|audio|embed|object)\b[^>]*\b(?:src|href|data)\s*=\s*["']?\s*(?:https?:)?\/\/|\b(?:import|from)\s*\(?\s*["']https?:|\brequire(?:js)?\s*(?:\.config)?\s*\(/i;
