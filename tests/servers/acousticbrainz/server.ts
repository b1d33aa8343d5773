import { startJsonServer, type JsonServer } from "../json-server.ts";

/** What it knows of a recording: parts of Essentia's answers. */
export type Heard = {
  readonly bpm: number;
  /** As Essentia writes them: "F#" and "minor". */
  readonly key: string;
  readonly scale: string;
  readonly strength: number;
  readonly danceable: number;
  readonly acoustic: number;
  readonly instrumental: number;
};

/** A stand-in for acousticbrainz.org: at most 25 recordings, unknown ones left out. */
export function startAcousticBrainz(
  recordings: Readonly<Record<string, Heard>> = {},
): Promise<JsonServer> {
  return startJsonServer(({ path, query }) => {
    const level = /^\/api\/v1\/(low|high)-level$/.exec(path)?.[1];
    if (level === undefined) return { status: 404, body: "<html>Not Found</html>" };
    const ids = (query.get("recording_ids") ?? "").split(";").filter((id) => id !== "");
    if (ids.length === 0) return { status: 400, body: { message: "Missing parameter" } };
    if (ids.length > 25)
      return { status: 400, body: { message: "More than 25 recordings not allowed per request" } };
    const told = ids.flatMap((id) => {
      const heard = recordings[id];
      return heard ? [[id, { "0": level === "low" ? low(heard) : high(heard) }] as const] : [];
    });
    const body = { ...Object.fromEntries(told), mbid_mapping: {} };
    return { status: 200, body };
  });
}

function low({ bpm, key, scale, strength }: Heard) {
  return {
    rhythm: { bpm, beats_count: 412 },
    tonal: { key_key: key, key_scale: scale, key_strength: strength, tuning_frequency: 440 },
    metadata: { version: { essentia: "2.1-beta2" } },
  };
}

function high({ danceable, acoustic, instrumental }: Heard) {
  return {
    highlevel: {
      danceability: verdict("danceable", danceable),
      mood_acoustic: verdict("acoustic", acoustic),
      voice_instrumental: verdict("instrumental", instrumental),
    },
  };
}

function verdict(name: string, probability: number) {
  const value = probability >= 0.5 ? name : `not_${name}`;
  return { all: { [name]: probability, [`not_${name}`]: 1 - probability }, value };
}
