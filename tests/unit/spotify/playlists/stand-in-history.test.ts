import fc from "fast-check";
import { expect, test } from "vitest";
import type { Phone } from "../../../servers/spotify/phone.ts";
import { byName, idsByUri, label, sorted, type Sorted } from "./support.ts";

const SONGS = 12;
const ROUNDS = 60;

type Edit = { readonly own: number; readonly place: number };
type Round = {
  readonly songs: readonly number[];
  readonly before: readonly Edit[];
  /** While the n-th request of an apply is being answered. */
  readonly during: readonly (readonly [request: number, edit: Edit])[];
  readonly fault: readonly [request: number, does: "breakBefore" | "breakAfter" | "truncate"];
};

const edit = fc.record({ own: fc.nat({ max: 9 }), place: fc.nat({ max: 40 }) });
const round: fc.Arbitrary<Round> = fc.record({
  songs: fc.uniqueArray(fc.nat({ max: SONGS - 1 }), { minLength: 1, maxLength: SONGS }),
  before: fc.array(edit, { maxLength: 2 }),
  during: fc.array(fc.tuple(fc.nat({ max: 8 }), edit), { maxLength: 2 }),
  fault: fc.tuple(
    fc.nat({ max: 6 }),
    fc.constantFrom("breakBefore", "breakAfter", "truncate" as const),
  ),
});

test("a long history of edits on the phone, writes and broken connections loses no song that the phone added", async () => {
  const app = await sorted(1, SONGS);
  const own = app.server.world.tracks(10).map(({ uri }) => uri);
  const [songs = []] = app.songs;
  const mood = app.moods[0]?.id ?? 0;
  const ids = await idsByUri(app);
  const first = await app.call("moodPlaylists.plan", {});
  await app.call("moodPlaylists.apply", { plan: first.id });
  const [playlist] = app.server.state.playlists.values();
  if (!playlist) throw new Error("There is no playlist.");
  const content = () => playlist.entries.map(({ uri }) => uri);
  const added: string[] = [];
  const add = (phone: Phone, { own: song, place }: Edit) => {
    const uri = own[song] ?? "";
    phone.add(playlist.id, [uri], place % (playlist.entries.length + 1));
    added.push(uri);
  };

  for (const one of fc.sample(round, { numRuns: ROUNDS, seed: 11 })) {
    await relabel(app, mood, songs, one.songs, ids);
    for (const each of one.before) add(app.server.phone, each);
    const plan = await app.call("moodPlaylists.plan", {});
    app.server.faults.clear();
    const [after, does] = one.fault;
    app.server.faults.add({ method: "POST", path: /items$/, after, does });
    for (const [request, each] of one.during) {
      app.server.faults.add({
        path: /./,
        after: request,
        does: "change",
        change(body) {
          add(app.server.phone, each);
          return body;
        },
      });
    }
    const receipt = await app.call("moodPlaylists.apply", {
      plan: plan.id,
      theirs: [{ mood, choice: "merge" }],
    });
    if (receipt.state === "stopped") await app.call("moodPlaylists.apply", { plan: plan.id });
    app.server.faults.clear();
    expect(byName(content().filter((uri) => own.includes(uri ?? "")))).toEqual(byName(added));
  }

  const plan = await app.call("moodPlaylists.plan", {});
  await app.call("moodPlaylists.apply", { plan: plan.id, theirs: [{ mood, choice: "merge" }] });
  const ours = content().filter((uri) => uri !== null && songs.includes(uri));
  const last = fc.sample(round, { numRuns: ROUNDS, seed: 11 }).at(-1);
  const wanted = (last?.songs ?? []).map((at) => songs[at]);
  expect(byName(ours)).toEqual(byName(wanted));
  expect(app.server.violations).toEqual([]);
}, 480_000);

async function relabel(
  app: Sorted,
  mood: number,
  songs: readonly string[],
  wanted: readonly number[],
  ids: ReadonlyMap<string, number>,
): Promise<void> {
  await label(app, null, songs, ids);
  await label(
    app,
    mood,
    wanted.map((at) => songs[at] ?? ""),
    ids,
  );
}
