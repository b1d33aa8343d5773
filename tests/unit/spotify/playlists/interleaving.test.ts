import fc from "fast-check";
import { expect, test } from "vitest";
import type { TheirEditsChoice } from "../../../../common/domain/mood-playlist.ts";
import { numbered, startPlaylists, uri, type Playlists } from "./start.ts";

const SONGS = 16;

/** What somebody does to the playlist by hand; places wrap around. */
type Edit =
  | { readonly kind: "add"; readonly song: string; readonly place: number }
  | { readonly kind: "remove"; readonly place: number }
  | { readonly kind: "move"; readonly place: number; readonly to: number };

type Round = {
  /** Songs that the mood has now. */
  readonly songs: readonly number[];
  /** Before the plan, between plan and apply, and before the n-th request of the apply. */
  readonly before: readonly Edit[];
  readonly between: readonly Edit[];
  readonly during: readonly (readonly [request: number, edit: Edit])[];
  readonly choice: TheirEditsChoice;
  /** The n-th request of the apply fails, and Undertone is started anew. */
  readonly fault: { readonly request: number; readonly when: "before" | "after" } | null;
  readonly undo: boolean;
};

const own = fc.integer({ min: 1, max: 4 }).map((number) => `spotify:track:own${number}`);
const ours = fc.integer({ min: 1, max: SONGS }).map(uri);
const place = fc.nat({ max: 40 });
const editOf = (song: fc.Arbitrary<string>): fc.Arbitrary<Edit> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant("add" as const), song, place }) },
    fc.record({ kind: fc.constant("remove" as const), place }),
    fc.record({ kind: fc.constant("move" as const), place, to: place }),
  );
const anySong = fc.oneof(own, ours, fc.constant("spotify:local:a:b:c:1"));
const round: fc.Arbitrary<Round> = fc.record({
  songs: fc.uniqueArray(fc.integer({ min: 1, max: SONGS }), { maxLength: SONGS }),
  before: fc.array(editOf(anySong), { maxLength: 3 }),
  between: fc.array(editOf(anySong), { maxLength: 1 }),
  // While requests run a song of ours may be on its way out, and Spotify takes out every copy: only own ones here.
  during: fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), editOf(own)), { maxLength: 3 }),
  choice: fc.constantFrom("merge", "merge", "keep"),
  fault: fc.option(
    fc.record({
      request: fc.integer({ min: 1, max: 10 }),
      when: fc.constantFrom("before", "after"),
    }),
  ),
  undo: fc.boolean(),
});

test("200 interleavings of edits by hand, our writes, faults and undos lose no song that somebody added", async () => {
  let app = await startPlaylists(numbered(SONGS));
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 4 }), async (rounds) => {
      app = await app.fresh();
      const somebody = new Somebody(app);
      for (const one of rounds) {
        app = await play(app, somebody, one);
        somebody.app = app;
        expect(somebody.lost()).toEqual([]);
      }
      app = await settle(app, somebody);
      expect(somebody.lost()).toEqual([]);
    }),
    { numRuns: 200 },
  );
}, 480_000);

/** Who edits by hand, and knows what they added and did not take out again. */
class Somebody {
  app: Playlists;
  readonly added: string[] = [];
  /** A song of ours that they take out and put in again is ours as before. */
  readonly #taken: string[] = [];

  constructor(app: Playlists) {
    this.app = app;
  }

  get items(): readonly string[] {
    return [...this.app.remote.playlists.values()][0]?.items ?? [];
  }

  do(edit: Edit): void {
    const [playlist] = this.app.remote.playlists.values();
    if (!playlist) return;
    this.app.remote.edit(playlist.id, (items) => {
      const at = edit.place % (items.length + (edit.kind === "add" ? 1 : 0) || 1);
      switch (edit.kind) {
        case "add":
          if (!drop(this.#taken, edit.song)) this.added.push(edit.song);
          return items.toSpliced(at, 0, edit.song);
        case "remove": {
          const [gone = ""] = items.slice(at, at + 1);
          if (!drop(this.added, gone)) this.#taken.push(gone);
          return items.toSpliced(at, 1);
        }
        case "move": {
          const rest = items.toSpliced(at, 1);
          return rest.toSpliced(edit.to % (rest.length + 1), 0, ...items.slice(at, at + 1));
        }
      }
    });
  }

  /** Copies count: who added a second one finds two. */
  lost(): string[] {
    const there = [...this.items];
    return this.added.filter((song) => !drop(there, song));
  }
}

/** Takes one copy out; false if there is none. */
function drop(songs: string[], song: string): boolean {
  const at = songs.indexOf(song);
  if (at >= 0) songs.splice(at, 1);
  return at >= 0;
}

async function play(app: Playlists, somebody: Somebody, one: Round): Promise<Playlists> {
  const mood = app.moods.get("chill") ?? 0;
  await app.label("chill", one.songs);
  for (const edit of one.before) somebody.do(edit);
  const plan = await app.call("moodPlaylists.plan", { moods: [mood] });
  for (const edit of one.between) somebody.do(edit);

  let request = 0;
  app.remote.code = "offline";
  app.remote.interrupt = () => {
    request += 1;
    for (const [at, edit] of one.during) if (at === request) somebody.do(edit);
  };
  app.remote.fault = () => (request === one.fault?.request ? one.fault.when : null);
  const theirs = [{ mood, choice: one.choice }];
  const receipt = await app.call("moodPlaylists.apply", { plan: plan.id, theirs });
  app.remote.interrupt = () => undefined;
  app.remote.fault = () => null;

  const next = receipt.state === "stopped" ? app.restart() : app;
  if (one.undo) {
    // It may say that it cannot: somebody changed it since.
    await next.call("moodPlaylists.undo", { receipt: receipt.id }).catch(() => undefined);
  } else if (receipt.state === "stopped") {
    await next.call("moodPlaylists.apply", { plan: plan.id });
  }
  return next;
}

/** With nobody at it any more, two plans later there is nothing to do. */
async function settle(app: Playlists, somebody: Somebody): Promise<Playlists> {
  const mood = app.moods.get("chill") ?? 0;
  const last = app.restart();
  somebody.app = last;
  const plan = await last.call("moodPlaylists.plan", { moods: [mood], recreate: true });
  const theirs = [{ mood, choice: "merge" as const }];
  const receipt = await last.call("moodPlaylists.apply", { plan: plan.id, theirs });
  expect(receipt.state).toBe("applied");
  const { playlists } = await last.call("moodPlaylists.plan", { moods: [mood] });
  expect(playlists).toMatchObject([{ action: "nothing", theirs: null }]);
  return last;
}
