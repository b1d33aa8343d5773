import { createHash } from "node:crypto";
import { isId } from "../ids.ts";
import type { SpotifyState, Track } from "../state.ts";
import { Refusal, type Answer, type Asked } from "./answer.ts";
import { showTrack } from "./objects.ts";
import { paged, readPage } from "./paging.ts";

/** GET /tracks/{id}. */
export function oneTrack({ state, params }: Asked): Answer {
  const id = params["id"] ?? "";
  if (!isId(id)) throw new Refusal(400, "Invalid base62 id");
  const track = showTrack(state, `spotify:track:${id}`);
  if (!track) throw new Refusal(404, "Resource not found");
  return { status: 200, body: track };
}

/** GET /search, of tracks alone: words of title and artists, or `isrc:`. */
export function search({ state, query }: Asked): Answer {
  const text = query.get("q") ?? "";
  if (text === "") throw new Refusal(400, "No search query");
  if (query.get("type") !== "track") throw new Refusal(400, "Bad search type field");
  const page = readPage(query, { most: 10, usual: 5 });
  const found = [...state.tracks.values()].filter((track) => fits(track, text));
  const show = ({ uri }: Track) => showTrack(state, uri);
  return { status: 200, body: { tracks: paged(state, "/search", found, page, show) } };
}

/** GET /audio-features: for old apps alone. */
export function audioFeatures({ state, query }: Asked): Answer {
  if (!state.app.old) throw new Refusal(403, "Forbidden");
  const ids = (query.get("ids") ?? "").split(",");
  if (ids.length > 100) throw new Refusal(400, "Too many ids requested");
  return { status: 200, body: { audio_features: ids.map((id) => featuresOf(state, id)) } };
}

function fits({ name, artists, isrc }: Track, text: string): boolean {
  const wanted = /^isrc:(\S+)$/.exec(text)?.[1];
  if (wanted !== undefined) return isrc === wanted;
  const said = `${name} ${artists.join(" ")}`.toLowerCase();
  return text
    .toLowerCase()
    .replaceAll(/\b(?:track|artist):|"/g, " ")
    .split(/\s+/)
    .every((word) => said.includes(word));
}

/** Made up from the id. */
function featuresOf(state: SpotifyState, id: string): object | null {
  const track = state.tracks.get(`spotify:track:${id}`);
  if (!track) return null;
  const hash = createHash("sha256").update(id).digest();
  const share = (at: number) => (hash[at] ?? 0) / 255;
  return {
    acousticness: share(0),
    danceability: share(1),
    duration_ms: track.durationMs,
    energy: share(2),
    id,
    instrumentalness: share(3),
    key: (hash[4] ?? 0) % 12,
    liveness: share(5),
    loudness: -30 + 28 * share(6),
    mode: (hash[7] ?? 0) % 2,
    speechiness: share(8),
    tempo: 60 + 140 * share(9),
    time_signature: 4,
    type: "audio_features",
    uri: track.uri,
    valence: share(10),
  };
}
