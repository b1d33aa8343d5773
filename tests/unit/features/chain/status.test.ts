import { expect, test } from "vitest";
import { MODEL_FEATURES } from "../../../../common/domain/features.ts";
import { reccoBeatsFeatures, startReccoBeats } from "../../../servers/reccobeats/server.ts";
import { startApp } from "../../../support/app.ts";
import { temporaryFolder } from "../../../support/folder.ts";
import { openLibrary, put } from "../../library/support.ts";
import { chain, song, spotifyId, withServices } from "./support.ts";

const WHOLE = Object.fromEntries(
  MODEL_FEATURES.filter((name) => name !== "duration").map((name) => [name, 0.5]),
);

test("coverage: fields by source as the merged view takes them, gaps with their reasons, services with what is due", async () => {
  withServices({});
  const { library, status } = await chain([
    song(1, { features: { ...WHOLE, loudness: -7 } }),
    song(2, { features: { tempo: 90, energy: 0.4 } }),
    // Asked about and not known, by the one service that is on.
    song(3),
    // It was asked about more than ten days ago.
    song(4),
    // No service that is on could be asked; Deezer could.
    song(5, { uri: null }),
    song(6, { uri: null, isrc: null }),
    song(7, { uri: null, isrc: null }),
  ]);
  const old = new Date(Date.now() - 11 * 86_400_000).toISOString();
  library.db
    .prepare(
      "INSERT INTO feature_misses VALUES (3, 'reccobeats', ?), (4, 'reccobeats', ?), (3, 'deezer', ?)",
    )
    .run(new Date().toISOString(), old, old);
  library.db.exec(
    `INSERT INTO sound_folders (id, path, added_at) VALUES (1, '/music', '');
     INSERT INTO sound_files (folder_id, path, size, modified_ms, track_id, problem)
       VALUES (1, '/music/7.mp3', 1, 1, 7, 'It breaks off.'), (1, '/music/3.mp3', 1, 1, 2, 'It breaks off.');
     INSERT INTO features (track_id, source, at, energy, lufs) VALUES (2, 'audio', '', 0.9, -11);
     INSERT INTO features (track_id, source, at, tempo) VALUES (2, 'user', '', 180)`,
  );
  await library.reload();

  const one = (source: string) => ({ source, tracks: 1 });
  const both: Readonly<Record<string, unknown>> = {
    energy: { known: 2, by: [{ source: "file", tracks: 2 }] },
    tempo: { known: 2, by: [one("user"), one("file")] },
  };
  const nothing = { known: 0, by: [] };
  const service = { state: "ready", until: null, problem: null, known: 0, missed: 0, due: 0 };
  expect(await status()).toEqual({
    tracks: 7,
    complete: 1,
    some: 1,
    none: 5,
    fields: [
      ...[
        "danceability",
        "energy",
        "loudness",
        "speechiness",
        "acousticness",
        "instrumentalness",
        "liveness",
        "valence",
        "tempo",
      ].map((field) => ({ field, ...(both[field] ?? { known: 1, by: [one("file")] }) })),
      { field: "key", ...nothing },
      { field: "mode", ...nothing },
      { field: "timeSignature", ...nothing },
      { field: "lufs", known: 1, by: [one("audio")] },
    ],
    gaps: [
      { reason: "not_asked", tracks: 2 },
      { reason: "not_known", tracks: 1 },
      { reason: "no_id", tracks: 1 },
      { reason: "broken_file", tracks: 1 },
    ],
    providers: [
      // Due: 1 and 2 lack the key, 4 everything.
      { id: "reccobeats", name: "ReccoBeats", enabled: true, ...service, missed: 2, due: 3 },
      { id: "spotify", name: "Spotify", enabled: false, ...service },
      { id: "acousticbrainz", name: "AcousticBrainz", enabled: false, ...service },
      { id: "deezer", name: "Deezer", enabled: false, ...service, missed: 1 },
    ],
  });
});

test("an empty library has no gaps; with every service off, tracks with an id are not asked about yet", async () => {
  withServices({});
  const { library, status } = await chain([], { on: [] });
  expect(await status()).toMatchObject({ tracks: 0, complete: 0, some: 0, none: 0, gaps: [] });
  await put(library, [song(1), song(2, { uri: null, isrc: null })]);
  expect((await status()).gaps).toEqual([
    { reason: "not_asked", tracks: 1 },
    { reason: "no_id", tracks: 1 },
  ]);
});

test("in the application, services come in the order of the settings, and a value says who told it", async () => {
  const server = await startReccoBeats({ [spotifyId(1)]: reccoBeatsFeatures({ tempo: 81 }) });
  withServices({ reccobeats: server });
  const data = temporaryFolder();
  const library = openLibrary(data);
  await put(library, [song(1, { features: { energy: 0.9 } })]);
  await library.close();
  const { call } = await startApp({
    data,
    settings: {
      featureProviders: [
        { id: "deezer", enabled: false },
        { id: "reccobeats", enabled: true },
      ],
    },
  });

  expect(await call("features.fetch", {})).toMatchObject({ asked: 1, found: 1 });

  const { providers } = await call("features.status", {});
  expect(providers.map(({ id, enabled, known }) => [id, enabled, known])).toEqual([
    ["deezer", false, 0],
    ["reccobeats", true, 1],
    ["spotify", false, 0],
    ["acousticbrainz", false, 0],
  ]);
  const { values, track } = await call("tracks.get", { id: 1 });
  expect(values.filter(({ field }) => field === "energy" || field === "tempo")).toEqual(
    [
      ["energy", 0.9, "file", true],
      ["energy", 0.63, "reccobeats", false],
      ["tempo", 81, "reccobeats", true],
    ].map(([field, value, source, used]) => ({
      field,
      value,
      source,
      used,
      at: expect.any(String) as string,
      confidence: null,
    })),
  );
  expect(track.features).toMatchObject({ energy: 0.9, tempo: 81, valence: 0.47 });
  const found = await call("tracks.query", { query: { ranges: { tempo: { low: 80, high: 82 } } } });
  expect(found.total).toBe(1);
  expect((await call("jobs.list", {}))[0]).toMatchObject({
    kind: "fetch",
    state: "done",
    outcome: "Something new is known of 1 of the 1 tracks that were asked about.",
  });
});
