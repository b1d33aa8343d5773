import { expect, test } from "vitest";
import { readFeatures } from "../../../../main/library/features.ts";
import { NO_FEATURES } from "../../../../common/domain/features.ts";
import { reccoBeatsFeatures, startReccoBeats } from "../../../servers/reccobeats/server.ts";
import { chain, line, song, songs, spotifyId, withServices } from "./support.ts";

/** Spotify's ids that a request asked for. */
function asked(server: Awaited<ReturnType<typeof startReccoBeats>>): string[][] {
  return server.requests.map(({ query }) => (query.get("ids") ?? "").split(","));
}

test("a value lands where it belongs, with source and date: answers come in a foreign order and leave out what is not known", async () => {
  const server = await startReccoBeats({
    [spotifyId(1)]: reccoBeatsFeatures({ tempo: 81 }),
    [spotifyId(3)]: reccoBeatsFeatures({ tempo: 83, valence: null, loudness: 0.4 }),
  });
  withServices({ reccobeats: server });
  const { library, fetch, retrained } = await chain(songs(3));
  const before = new Date().toISOString();

  const report = await fetch();

  expect(report).toEqual({
    asked: 3,
    found: 2,
    missed: 1,
    providers: [line("reccobeats", { asked: 3, found: 2, missed: 1, requests: 1 })],
  });
  const told = readFeatures(library.db, [1, 2, 3]);
  const at = told.get(1)?.[0]?.at ?? "";
  expect(at >= before && at <= new Date().toISOString()).toBe(true);
  const values = { ...NO_FEATURES, ...reccoBeatsFeatures() };
  expect(Object.fromEntries(told)).toEqual({
    1: [{ source: "reccobeats", at, values: { ...values, tempo: 81 } }],
    3: [
      { source: "reccobeats", at, values: { ...values, tempo: 83, valence: null, loudness: 0.4 } },
    ],
  });
  expect(retrained()).toBe(1);
});

test("100 tracks take three requests of at most 40, and asking again takes none", async () => {
  const server = await startReccoBeats();
  for (let index = 1; index <= 60; index += 1)
    server.tracks.set(spotifyId(index), reccoBeatsFeatures());
  withServices({ reccobeats: server });
  const { fetch, retrained } = await chain(songs(100));
  await fetch();
  expect(asked(server).map(({ length }) => length)).toEqual([40, 40, 20]);

  const again = await fetch();

  expect(again).toEqual({ asked: 0, found: 0, missed: 0, providers: [line("reccobeats", {})] });
  expect(server.requests).toHaveLength(3);
  expect(retrained()).toBe(1);
});

test("what it did not know is asked again after ten days, or when the user says so", async () => {
  const server = await startReccoBeats();
  withServices({ reccobeats: server });
  const { library, fetch } = await chain(songs(2));
  await fetch();
  const date = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  library.db.prepare("UPDATE feature_misses SET at = ? WHERE track_id = 1").run(date(10.1));
  library.db.prepare("UPDATE feature_misses SET at = ? WHERE track_id = 2").run(date(9.9));
  server.requests.length = 0;

  await fetch();
  expect(asked(server)).toEqual([[spotifyId(1)]]);

  server.tracks.set(spotifyId(2), reccoBeatsFeatures());
  expect(await fetch({ again: true })).toMatchObject({ asked: 2, found: 1 });
  const misses = library.db.prepare("SELECT track_id FROM feature_misses").pluck().all();
  expect(misses).toEqual([1]);
});

test("only tracks that lack something, have an id and are wanted are asked about", async () => {
  const server = await startReccoBeats();
  withServices({ reccobeats: server });
  const whole = { ...reccoBeatsFeatures() };
  const { fetch } = await chain([
    song(1, { features: whole }),
    song(2, { features: { ...whole, valence: null } }),
    song(3, { uri: null }),
    song(4, { uri: "spotify:track:short" }),
    song(5, { uri: "spotify:local:Somebody:Album:Song:200" }),
    song(6),
  ]);
  await fetch({ target: { ids: [1, 2, 3, 4, 5] } });
  await fetch({ target: { query: {} } });
  expect(asked(server)).toEqual([[spotifyId(2)], [spotifyId(6)]]);
});

test("a value that no track can have is left out, and a track without a usable one counts as not known", async () => {
  const server = await startReccoBeats({
    [spotifyId(1)]: reccoBeatsFeatures({
      energy: 1.01,
      tempo: 0,
      key: 12,
      mode: 0.5,
      valence: -0.1,
    }),
    [spotifyId(2)]: Object.fromEntries(
      Object.keys(reccoBeatsFeatures()).map((name) => [name, null]),
    ),
  });
  withServices({ reccobeats: server });
  const { library, fetch } = await chain(songs(2));
  expect(await fetch()).toMatchObject({ asked: 2, found: 1, missed: 1 });
  const [told] = readFeatures(library.db, [1]).get(1) ?? [];
  expect(told?.values).toEqual({
    ...NO_FEATURES,
    ...reccoBeatsFeatures({ energy: null, tempo: null, key: null, mode: null, valence: null }),
  });
  expect(readFeatures(library.db, [2]).size).toBe(0);
});

test("what it told comes before a sound file and after the user and a file", async () => {
  const server = await startReccoBeats({ [spotifyId(1)]: reccoBeatsFeatures({ tempo: 120 }) });
  withServices({ reccobeats: server });
  const { library, fetch } = await chain([song(1, { features: { energy: 0.9 } })]);
  library.db.exec(
    `INSERT INTO features (track_id, source, at, tempo, time_signature) VALUES (1, 'audio', '', 60, 3);
     INSERT INTO features (track_id, source, at, valence) VALUES (1, 'user', '', 0.1)`,
  );
  await library.reload();
  await fetch();
  const columns = await library.columns();
  const merged = Object.fromEntries(
    (["energy", "tempo", "timeSignature", "valence", "danceability"] as const).map((name) => [
      name,
      Number(columns.numbers[name][0]?.toPrecision(6)),
    ]),
  );
  expect(merged).toEqual({
    energy: 0.9,
    tempo: 120,
    timeSignature: 3,
    valence: 0.1,
    danceability: 0.52,
  });
});
