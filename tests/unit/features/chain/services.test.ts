import { expect, test } from "vitest";
import { PROVIDERS } from "../../../../common/domain/coverage.ts";
import { AppError } from "../../../../common/errors.ts";
import { createProviders } from "../../../../main/features/chain/providers/all.ts";
import { startAcousticBrainz, type Heard } from "../../../servers/acousticbrainz/server.ts";
import { failure, startDeezer } from "../../../servers/deezer/server.ts";
import { startMusicBrainz } from "../../../servers/musicbrainz/server.ts";
import { chain, isrc, line, song, songs, spotifyId, withServices } from "./support.ts";

const HEARD: Heard = {
  bpm: 128.4,
  key: "F#",
  scale: "minor",
  strength: 0.71,
  danceable: 0.9,
  acoustic: 0.2,
  instrumental: 0.6,
};

const stored =
  "SELECT track_id, tempo, key, mode, danceability, key_confidence AS sure FROM features";

test("AcousticBrainz: ISRCs become recordings, unknown ones are misses, and Essentia's words become values", async () => {
  const music = await startMusicBrainz({ [isrc(1)]: ["aa", "ab"], [isrc(2)]: ["bb"] }, 0);
  const sound = await startAcousticBrainz({ aa: HEARD });
  withServices({ musicbrainz: music, acousticbrainz: sound });
  const { library, fetch } = await chain([...songs(3), song(4, { isrc: "NOT-AN-ISRC" })], {
    on: ["acousticbrainz"],
  });

  expect((await fetch()).providers).toEqual([
    line("acousticbrainz", { asked: 3, found: 1, missed: 2, requests: 5 }),
  ]);
  expect(music.requests.map(({ path }) => path)).toEqual(
    [1, 2, 3].map((at) => `/ws/2/isrc/${isrc(at)}`),
  );
  expect(sound.requests.map(({ path, query }) => [path, query.get("recording_ids")])).toEqual([
    ["/api/v1/low-level", "aa;bb"],
    ["/api/v1/high-level", "aa;bb"],
  ]);
  expect(library.db.prepare(stored).all()).toEqual([
    { track_id: 1, tempo: 128.4, key: 6, mode: 0, danceability: 0.9, sure: 0.71 },
  ]);
});

test("AcousticBrainz is asked about 25 tracks at a time; MusicBrainz is not asked twice when it fails in between", async () => {
  const ids = Array.from({ length: 30 }, (_, at) => at + 1);
  const music = await startMusicBrainz(
    Object.fromEntries(ids.map((at) => [isrc(at), [`r${at}`]])),
    0,
  );
  const sound = await startAcousticBrainz(Object.fromEntries(ids.map((at) => [`r${at}`, HEARD])));
  withServices({ musicbrainz: music, acousticbrainz: sound });
  music.onRequest = ({ path }) => {
    if (music.requests.length === 8 && path.endsWith(isrc(8)))
      music.next.push({ status: 503, body: { error: "rate limit" } });
  };
  sound.next.push({ status: 502, body: "<html>" });
  const { fetch } = await chain(songs(30), { on: ["acousticbrainz"] });
  expect(await fetch()).toMatchObject({ asked: 30, found: 30 });
  expect(music.requests).toHaveLength(31);
  expect(sound.requests.map(({ query }) => query.get("recording_ids")?.split(";").length)).toEqual([
    25, 25, 25, 5, 5,
  ]);
});

test("MusicBrainz is asked once a second, by a name with a way to reach us", async () => {
  const music = await startMusicBrainz({ [isrc(1)]: ["aa"], [isrc(2)]: ["bb"] });
  const sound = await startAcousticBrainz({ aa: HEARD, bb: HEARD });
  withServices({ musicbrainz: music, acousticbrainz: sound });
  const api = { audioFeatures: () => Promise.reject(new Error("not connected")) };
  const { fetch } = await chain(songs(2), {
    on: ["acousticbrainz"],
    providers: createProviders(api),
  });
  expect((await fetch()).providers).toEqual([
    line("acousticbrainz", { asked: 2, found: 2, requests: 4 }),
  ]);
}, 20_000);

test.each([
  ["MusicBrainz has moved", "music", { status: 404, body: "<html>gone</html>" }],
  ["MusicBrainz has another shape", "music", { status: 200, body: { list: [] } }],
  ["AcousticBrainz has another shape", "sound", { status: 200, body: { aa: [1, 2] } }],
  ["AcousticBrainz knows other words", "sound", { status: 200, body: { aa: { "0": { x: 1 } } } }],
] as const)("%s: that is told, and no track counts as not known", async (_, who, answer) => {
  const music = await startMusicBrainz({ [isrc(1)]: ["aa"] }, 0);
  const sound = await startAcousticBrainz({ aa: HEARD });
  (who === "music" ? music : sound).next.push(answer);
  withServices({ musicbrainz: music, acousticbrainz: sound });
  const { fetch, status } = await chain(songs(1), { on: ["acousticbrainz"] });
  await fetch();
  expect((await status()).providers.find(({ id }) => id === "acousticbrainz")).toMatchObject({
    state: "changed",
    missed: 0,
    due: 1,
  });
});

test("Deezer's errors come with the status 200: no data is a miss, busy is waited for, 0 BPM is not known", async () => {
  const server = await startDeezer({ [isrc(1)]: 126.1, [isrc(2)]: 0 });
  withServices({ deezer: server });
  const busy = failure(700, "Exception", "Service busy");
  server.next.push(busy, { status: 503, body: "<html>", headers: { "Retry-After": "0" } });
  const { library, fetch } = await chain(songs(3), { on: ["deezer"] });
  expect((await fetch()).providers).toEqual([
    line("deezer", { asked: 3, found: 1, missed: 2, requests: 5 }),
  ]);
  const tempos = library.db.prepare("SELECT track_id, source, tempo FROM features").all();
  expect(tempos).toEqual([{ track_id: 1, source: "deezer", tempo: 126.1 }]);
}, 20_000);

test("60 tracks of Deezer stay under its 50 in five seconds", async () => {
  const known = Object.fromEntries(songs(60).map(({ isrc: id }, at) => [id ?? "", 60 + at]));
  const server = await startDeezer(known);
  withServices({ deezer: server });
  const api = { audioFeatures: () => Promise.reject(new Error("not connected")) };
  const { fetch } = await chain(songs(60), { on: ["deezer"], providers: createProviders(api) });
  expect(await fetch()).toMatchObject({
    found: 60,
    providers: [{ id: "deezer", requests: 60, stopped: null }],
  });
}, 30_000);

test("Spotify's refusal of newer apps is told in its own words, and the others go on", async () => {
  const server = await startDeezer({ [isrc(1)]: 90 });
  withServices({ deezer: server });
  const refusal = "Spotify gives audio features only to older apps.";
  const { fetch } = await chain(songs(1), {
    on: ["spotify", "deezer"],
    api: { audioFeatures: () => Promise.reject(new AppError("unavailable", refusal)) },
  });
  expect((await fetch()).providers).toEqual([
    line("spotify", { requests: 1, stopped: refusal }),
    line("deezer", { asked: 1, found: 1, requests: 1 }),
  ]);
});

test("Spotify, for an old app: values of the tracks that it knows", async () => {
  const asked: (readonly string[])[] = [];
  const { library, fetch } = await chain(songs(101), {
    on: ["spotify"],
    api: {
      audioFeatures(ids) {
        asked.push(ids);
        return Promise.resolve([{ id: spotifyId(101), tempo: 99, energy: 4, timeSignature: 3 }]);
      },
    },
  });
  expect(await fetch()).toMatchObject({ asked: 101, found: 1, missed: 100 });
  expect(asked.map(({ length }) => length)).toEqual([100, 1]);
  const rows = library.db.prepare("SELECT track_id, tempo, energy, time_signature FROM features");
  expect(rows.all()).toEqual([{ track_id: 101, tempo: 99, energy: null, time_signature: 3 }]);
});

test("settings say who is asked and in which order; a name on the command is asked though switched off", async () => {
  withServices({});
  const { fetch } = await chain([], { on: ["deezer", "reccobeats"] });
  const order = async (providers?: (typeof PROVIDERS)[number][]) =>
    (await fetch(providers ? { providers } : {})).providers.map(({ id }) => id);
  expect(await order()).toEqual(["deezer", "reccobeats"]);
  expect(await order([...PROVIDERS])).toEqual([
    "deezer",
    "reccobeats",
    "spotify",
    "acousticbrainz",
  ]);
  expect(await order(["acousticbrainz"])).toEqual(["acousticbrainz"]);
  const nobody = await chain([], { on: [] });
  await expect(nobody.fetch()).rejects.toMatchObject({ code: "unavailable" });
});
