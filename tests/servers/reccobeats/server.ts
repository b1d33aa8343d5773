import { isLibrary, startJsonServer, type JsonRequest, type JsonServer } from "../json-server.ts";

/** What it knows of a track, by Spotify's id; null = it has the track but not this value. */
export type ReccoBeatsFeatures = Readonly<Record<string, number | null>>;

export type ReccoBeatsServer = JsonServer & { readonly tracks: Map<string, ReccoBeatsFeatures> };

/** A stand-in for api.reccobeats.com: 1 to 40 ids, unknown ones left out, in an order of its own. */
export async function startReccoBeats(
  tracks: Readonly<Record<string, ReccoBeatsFeatures>> = {},
): Promise<ReccoBeatsServer> {
  const known = new Map(Object.entries(tracks));
  const server = await startJsonServer((request) => answer(known, request));
  return Object.assign(server, { tracks: known });
}

/** All values of a track, with `told` over them. */
export function reccoBeatsFeatures(told: ReccoBeatsFeatures = {}): ReccoBeatsFeatures {
  return {
    acousticness: 0.11,
    danceability: 0.52,
    energy: 0.63,
    instrumentalness: 0.04,
    key: 9,
    liveness: 0.15,
    loudness: -6.5,
    mode: 0,
    speechiness: 0.06,
    tempo: 121.5,
    valence: 0.47,
    ...told,
  };
}

function answer(known: ReadonlyMap<string, ReccoBeatsFeatures>, request: JsonRequest) {
  if (isLibrary(request) || !request.headers.accept?.includes("application/json"))
    return { status: 403, body: "<html><title>Just a moment...</title></html>" };
  if (request.path !== "/v1/audio-features") return { status: 404, body: { status: 4040 } };
  const ids = (request.query.get("ids") ?? "").split(",").filter((id) => id !== "");
  if (ids.length < 1 || ids.length > 40) {
    const errors = [{ path: "ids", message: "size must be between 1 and 40" }];
    return { status: 400, body: { timestamp: request.at, status: 4004, errors } };
  }
  const content = ids.toReversed().flatMap((id, index) => {
    const features = known.get(id);
    if (!features) return [];
    return {
      id: `5d6bd0a0-6b4d-4d3c-8f6a-${String(index).padStart(12, "0")}`,
      href: `https://open.spotify.com/track/${id}`,
      isrc: null,
      ...features,
    };
  });
  return { status: 200, body: { content } };
}
