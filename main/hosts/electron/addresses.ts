/** The window's own origin: a scheme of ours, so that its pages are neither files nor of the web. */
export const SCHEME = "app";
export const WINDOW_URL = `${SCHEME}://undertone/`;

/** Pages that a link in the window may open in the user's browser: a host, and where its paths have to begin. */
const EXTERNAL_PAGES: readonly (readonly [host: string, path: string])[] = [
  ["open.spotify.com", "/"],
  // Signing in, and what the person finds about it: the page of the apps that they gave access.
  ["accounts.spotify.com", "/authorize"],
  ["www.spotify.com", "/account/apps"],
  ["developer.spotify.com", "/dashboard"],
  ["developer.spotify.com", "/terms"],
  ["developer.spotify.com", "/policy"],
  ["www.spotify.com", "/legal"],
  ["exportify.net", "/"],
];

/** Whether a frame with this address is ours. Node gives a scheme of ours the origin "null": the parts tell. */
export function isOwnUrl(address: string): boolean {
  const url = parse(address);
  return url !== null && url.protocol === `${SCHEME}:` && url.host === "undertone";
}

/** Whether the system's browser may be given this address. */
export function isAllowedExternal(address: string): boolean {
  const url = parse(address);
  return (
    url !== null &&
    url.protocol === "https:" &&
    EXTERNAL_PAGES.some(([host, path]) => url.hostname === host && isUnder(url.pathname, path)) &&
    url.port === "" &&
    url.username === "" &&
    url.password === ""
  );
}

function isUnder(pathname: string, path: string): boolean {
  return pathname === path || pathname.startsWith(path.endsWith("/") ? path : `${path}/`);
}

function parse(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}
