import { expect, test } from "vitest";
import { startAcousticBrainz } from "../../servers/acousticbrainz/server.ts";
import { startDeezer } from "../../servers/deezer/server.ts";
import { startMusicBrainz } from "../../servers/musicbrainz/server.ts";
import { reccoBeatsFeatures, startReccoBeats } from "../../servers/reccobeats/server.ts";

const USER_AGENT = "Somebody/1.0 (https://example.org/contact)";
const ours = { Accept: "application/json", "User-Agent": USER_AGENT };

async function ask(url: string, headers: Record<string, string> = ours) {
  const response = await fetch(url, { headers });
  const text = await response.text();
  const page = response.headers.get("content-type") === "text/html";
  return { status: response.status, body: page ? "a page" : (JSON.parse(text) as unknown) };
}

test("ReccoBeats takes 1 to 40 ids, turns libraries away, and leaves out what it does not know", async () => {
  const { url } = await startReccoBeats({ b: reccoBeatsFeatures() });
  const features = `${url}/v1/audio-features?ids=`;
  const many = (count: number) => Array.from({ length: count }, () => "b").join(",");
  expect(await ask(features + many(41))).toMatchObject({ status: 400, body: { status: 4004 } });
  expect(await ask(features)).toMatchObject({ status: 400 });
  expect(await ask(features + many(40))).toMatchObject({ status: 200 });
  expect(await ask(`${features}a,b`)).toMatchObject({
    body: { content: [{ href: "https://open.spotify.com/track/b", tempo: 121.5 }] },
  });
  expect(await ask(`${features}b`, {})).toEqual({ status: 403, body: "a page" });
  expect(await ask(`${features}b`, { "User-Agent": USER_AGENT, Accept: "*/*" })).toEqual({
    status: 403,
    body: "a page",
  });
});

test("Deezer's quota is 50 in five seconds, told with the status 200", async () => {
  const { url } = await startDeezer({ ATX012600001: 99 });
  const track = () => ask(`${url}/track/isrc:ATX012600001`);
  for (let index = 0; index < 50; index += 1) await track();
  expect(await track()).toMatchObject({ status: 200, body: { error: { code: 4 } } });
});

test("MusicBrainz answers once a second and not to the anonymous; AcousticBrainz takes 25 recordings", async () => {
  const music = await startMusicBrainz({ ATX012600001: ["aa"] });
  const isrc = (id: string) => `${music.url}/ws/2/isrc/${id}?fmt=json`;
  expect(await ask(isrc("ATX012600001"), {})).toMatchObject({ status: 403 });
  expect(await ask(isrc("ATX012600001"), { "User-Agent": "Name/1.0" })).toMatchObject({
    status: 403,
  });
  expect(await ask(isrc("ATX012600002"))).toMatchObject({
    status: 404,
    body: { error: "Not Found" },
  });
  expect(await ask(isrc("ATX012600001"))).toMatchObject({ status: 503 });

  const sound = await startAcousticBrainz();
  const many = (count: number) =>
    ask(
      `${sound.url}/api/v1/low-level?recording_ids=${Array.from({ length: count }, (_, at) => at).join(";")}`,
    );
  expect(await many(26)).toMatchObject({ status: 400 });
  expect(await many(25)).toEqual({ status: 200, body: { mbid_mapping: {} } });
});
