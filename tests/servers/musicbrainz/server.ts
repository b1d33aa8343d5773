import { isLibrary, startJsonServer, type JsonServer } from "../json-server.ts";

/**
 * A stand-in for musicbrainz.org with recordings by ISRC. It answers once in `everyMs` (the real one a second), and
 * only to those who say how they can be reached.
 */
export function startMusicBrainz(
  recordings: Readonly<Record<string, readonly string[]>> = {},
  everyMs = 1000,
): Promise<JsonServer> {
  let last = -Infinity;
  return startJsonServer((request) => {
    const { path, query, headers, at } = request;
    if (isLibrary(request) || !/\((https?:|mailto:|[^)]+@)/.test(headers["user-agent"] ?? ""))
      return { status: 403, body: { error: "Your requests are anonymous." } };
    const early = at - last < everyMs;
    last = at;
    if (early) {
      return {
        status: 503,
        body: { error: "Your requests are exceeding the allowable rate limit." },
        headers: { "Retry-After": "1" },
      };
    }
    const isrc = /^\/ws\/2\/isrc\/([^/]+)$/.exec(path)?.[1] ?? "";
    if (query.get("fmt") !== "json") return { status: 200, body: "<metadata/>" };
    if (!/^[A-Z]{2}[A-Z0-9]{3}\d{7}$/.test(isrc))
      return { status: 400, body: { error: "Invalid isrc." } };
    const ids = recordings[isrc];
    if (!ids) return { status: 404, body: { error: "Not Found", help: "For usage, see ..." } };
    return { status: 200, body: { isrc, recordings: ids.map((id) => ({ id, title: "A track" })) } };
  });
}
