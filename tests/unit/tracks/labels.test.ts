import { join } from "node:path";
import { expect, test } from "vitest";
import type { LabelChange } from "../../../common/domain/label.ts";
import type { AppEvent } from "../../../common/domain/job.ts";
import { Library } from "../../../main/library/library.ts";
import { startApp, type TestApp } from "../../support/app.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { put, track } from "../library/support.ts";

/** A folder with a library of so many tracks. */
async function folderOf(count: number): Promise<string> {
  const data = temporaryFolder();
  const library = Library.open(join(data, "library.db"));
  await put(
    library,
    Array.from({ length: count }, (_, index) =>
      track({ title: `Track ${index + 1}`, features: { energy: (index + 1) / 10 } }),
    ),
  );
  await library.close();
  return data;
}

/** Each track's mood as "mood/by/also…", "" for none. */
async function moods({ call }: TestApp): Promise<string[]> {
  const { rows } = await call("tracks.query", { query: { by: "labelled" } });
  const all = await call("tracks.query", { query: {} });
  const labelled = new Set(rows.map(({ id }) => id));
  return all.rows.map(({ id, mood, also }) =>
    [labelled.has(id) && mood ? `${mood.id} ${mood.by}` : "", ...also].join("+"),
  );
}

test("set, also, clear: each is one decision, and undo and redo go through them, also after a restart", async () => {
  const data = await folderOf(3);
  const first = await startApp({ data });
  const set = await first.call("labels.change", { kind: "set", target: { ids: [1, 2] }, mood: 1 });
  await first.call("labels.change", { kind: "also", target: { ids: [2] }, mood: 3 });
  await first.call("labels.change", { kind: "clear", target: { ids: [1] } });
  expect(set).toMatchObject({ decision: { what: "Set 2 tracks to chill", tracks: 2 }, changed: 2 });
  expect(await moods(first)).toEqual(["", "1 user+3", ""]);
  await first.app.close();

  const second = await startApp({ data });
  expect(await moods(second)).toEqual(["", "1 user+3", ""]);
  const steps: string[][] = [];
  for (const direction of [
    "undo",
    "undo",
    "undo",
    "undo",
    "redo",
    "redo",
    "redo",
    "redo",
  ] as const) {
    await second.call(`labels.${direction}`, {});
    steps.push(await moods(second));
  }
  expect(steps).toEqual([
    ["1 user", "1 user+3", ""],
    ["1 user", "1 user", ""],
    ["", "", ""],
    ["", "", ""],
    ["1 user", "1 user", ""],
    ["1 user", "1 user+3", ""],
    ["", "1 user+3", ""],
    ["", "1 user+3", ""],
  ]);
});

test("a new decision after an undo ends what could be redone; the history keeps all", async () => {
  const app = await startApp({ data: await folderOf(2) });
  await app.call("labels.change", { kind: "set", target: { ids: [1] }, mood: 1 });
  await app.call("labels.undo", {});
  await app.call("labels.change", { kind: "set", target: { ids: [2] }, mood: 2 });
  expect(await app.call("labels.redo", {})).toEqual({ decision: null, changed: 0 });
  const { decisions, canUndo, canRedo } = await app.call("labels.history", {});
  expect(decisions.map(({ what, undone }) => ({ what, undone }))).toEqual([
    { what: "Set 1 track to hype", undone: false },
    { what: "Set 1 track to chill", undone: true },
  ]);
  expect({ canUndo, canRedo }).toEqual({ canUndo: true, canRedo: false });
  const { history } = await app.call("tracks.get", { id: 1 });
  expect(history.map(({ what }) => what)).toEqual(["Set 1 track to chill (undone)"]);
});

test("a filter's whole result can be set at once", async () => {
  const app = await startApp({ data: await folderOf(9) });
  const query = { ranges: { energy: { low: 0.5, high: null } } };
  const result = await app.call("labels.change", { kind: "set", target: { query }, mood: 2 });
  expect(result).toMatchObject({ changed: 5 });
  expect((await app.call("tracks.query", { query: { mood: 2, by: "labelled" } })).total).toBe(5);
  expect((await app.call("moods.list", {})).map(({ labelled }) => labelled)).toEqual([
    0, 5, 0, 0, 0,
  ]);
});

test("what is so already is no decision, and a track that is gone is left out", async () => {
  const app = await startApp({ data: await folderOf(1) });
  const change: LabelChange = { kind: "set", target: { ids: [1, 1, 77] }, mood: 1 };
  expect(await app.call("labels.change", change)).toMatchObject({ changed: 1 });
  expect(await app.call("labels.change", change)).toEqual({ decision: null, changed: 0 });
});

test("an undo to a mood that is gone leaves the track unlabelled", async () => {
  const app = await startApp({ data: await folderOf(1) });
  await app.call("labels.change", { kind: "set", target: { ids: [1] }, mood: 3 });
  await app.call("labels.change", { kind: "set", target: { ids: [1] }, mood: 2 });
  await app.call("moods.remove", { id: 3 });
  await app.call("labels.undo", {});
  expect(await moods(app)).toEqual([""]);
});

test("a mood that is not there is refused, and nothing is changed", async () => {
  const app = await startApp({ data: await folderOf(1) });
  await expect(
    app.call("labels.change", { kind: "set", target: { ids: [1] }, mood: 99 }),
  ).rejects.toMatchObject({ code: "not_found" });
  expect((await app.call("labels.history", {})).decisions).toEqual([]);
});

test("a change tells which tables to read again", async () => {
  const app = await startApp({ data: await folderOf(1) });
  const events: AppEvent[] = [];
  app.app.events.listen((event) => events.push(event));
  await app.call("labels.change", { kind: "set", target: { ids: [1] }, mood: 1 });
  await app.call("tracks.setFeature", { id: 1, field: "tempo", value: 99 });
  await app.call("settings.set", { theme: "dark" });
  expect(events.filter(({ type }) => type === "changed")).toEqual([
    { type: "changed", tables: ["tracks", "labels", "moods"] },
    { type: "changed", tables: ["tracks"] },
    { type: "changed", tables: ["settings"] },
  ]);
});
