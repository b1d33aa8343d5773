/** The window's own origin: a scheme of ours, so that its pages are neither files nor of the web. */
export const SCHEME = "app";
export const WINDOW_URL = `${SCHEME}://undertone/`;

/** Sites that a link in the window may open in the user's browser. */
const EXTERNAL_HOSTS: ReadonlySet<string> = new Set(["open.spotify.com", "exportify.net"]);

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
    EXTERNAL_HOSTS.has(url.hostname) &&
    url.port === "" &&
    url.username === "" &&
    url.password === ""
  );
}

function parse(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}
