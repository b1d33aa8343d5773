import { createHash } from "node:crypto";

const STYLE = `:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-content:center;padding:2rem;text-align:center;
font:1rem/1.5 system-ui,sans-serif;background:light-dark(#fbfaf8,#17161a);color:light-dark(#1d1b20,#eceaf0)}
h1{font-size:1.375rem;margin:0 0 .5rem}p{margin:0;max-width:30rem}`;

/** Nothing of the page may be loaded, framed, kept or told to others: its address holds the code. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  "Content-Type": "text/html; charset=utf-8",
  "Content-Security-Policy": `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-store",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  Connection: "close",
};

/** What the browser's tab shows; both texts are ours, never of the request. */
export function page(title: string, sentence: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} · Undertone</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1><p>${sentence}</p></main></body></html>
`;
}
