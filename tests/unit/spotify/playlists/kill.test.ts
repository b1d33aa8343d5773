import { expect, test } from "vitest";
import { answer } from "../../cli/undertone.ts";
import { handOver, killedWhen } from "./command-line.ts";
import { byName, contentOf, sorted } from "./support.ts";

const NAME = (mood: string | undefined) => `${mood ?? ""} · sorted by mood`;

test("killed at any request of an apply, the same plan goes on: nothing is lost, doubled, or foreign", async () => {
  const app = await sorted(2, 250);
  const { server, moods, songs } = app;
  const foreign = server.phone.create(NAME(moods[0]?.name), ["spotify:track:foreign"]);
  const plan = await app.call("moodPlaylists.plan", {});
  const data = await handOver(app);
  const apply = ["playlists", "apply", String(plan.id), "--yes", "--data-dir", data, "--json"];
  // Each write takes a moment, so that the kill falls between its effect and its answer as well as before.
  server.faults.add({ path: /./, does: "delay", milliseconds: 60, times: Infinity });
  const total = () => server.requests.filter(({ service }) => service === "api").length;
  for (const more of [1, 2, 4]) {
    const before = total();
    expect(await killedWhen(apply, () => total() - before >= more)).toBe("SIGKILL");
  }
  server.faults.clear();

  const receipt = await answer(data, "playlists", "apply", String(plan.id), "--yes");
  expect(receipt).toMatchObject({
    state: "applied",
    playlists: [
      { state: "done", after: 250 },
      { state: "done", after: 250 },
    ],
  });
  expect(moods.map((mood) => contentOfOurs(mood.name))).toEqual(songs);
  expect(foreign.entries.map(({ uri }) => uri)).toEqual(["spotify:track:foreign"]);
  expect(server.state.playlists.size).toBe(3);

  function contentOfOurs(mood: string) {
    const found = [...server.state.playlists.values()].find(
      (playlist) => playlist !== foreign && playlist.name === NAME(mood),
    );
    return found?.entries.map(({ uri }) => uri);
  }
}, 480_000);

test("the command line plans, writes, lists and undoes; edits by hand need a word", async () => {
  const app = await sorted(1, 5);
  const { server, moods, songs } = app;
  const mood = moods[0]?.name ?? "";
  const data = await handOver(app);
  expect(await answer(data, "playlists", "set", mood, "--order", "energyDown")).toMatchObject({
    chosen: true,
    rules: { order: "energyDown" },
    matching: 5,
  });
  expect(await answer(data, "playlists", "apply", "--dry-run")).toMatchObject({
    requests: 2,
    playlists: [{ action: "create", total: 5 }],
  });
  await expect(answer(data, "playlists", "apply")).rejects.toThrow(
    /ended with 2: \{"error":.*--yes/,
  );
  expect(await answer(data, "playlists", "apply", "--yes")).toMatchObject({ state: "applied" });
  expect(byName(contentOf(app, NAME(mood)) ?? [])).toEqual(byName(songs[0] ?? []));

  const id = [...server.state.playlists.keys()][0] ?? "";
  const [own] = server.world.tracks(1);
  server.phone.add(id, [own?.uri ?? ""]);
  await expect(answer(data, "playlists", "apply", "--yes")).rejects.toThrow(/ended with 5: /);
  expect(await answer(data, "playlists", "apply", "--yes", "--theirs", "merge")).toMatchObject({
    state: "applied",
  });
  expect(await answer(data, "playlists", "list")).toMatchObject({
    playlists: expect.arrayContaining([
      expect.objectContaining({ moodName: mood, writtenCount: 6 }),
    ]) as unknown,
    receipts: [{ state: "applied" }, { state: "applied" }],
  });
  expect(await answer(data, "playlists", "undo", "--yes")).toMatchObject({ state: "undone" });
  expect(server.violations).toEqual([]);
}, 480_000);
