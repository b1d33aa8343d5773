import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { TestApp } from "../../../support/app.ts";
import { label, moodsByTitle, startWithSongs, writeSongs } from "../songs.ts";

/** 30 songs of each kind are labelled as they sound, and learnt from. */
async function taught(): Promise<TestApp> {
  const app = await startWithSongs();
  const titles = (from: number) => Array.from({ length: 30 }, (_, at) => `Song ${from + 2 * at}`);
  await label(app, "chill", titles(0));
  await label(app, "hype", titles(1));
  await app.call("training.run", {});
  return app;
}

/** A file that says of every song what another one sounds like; and brings a new song. Importing it trains. */
async function scramble(app: TestApp): Promise<void> {
  const file = writeSongs(app.data);
  const [head = "", ...lines] = readFileSync(file, "utf8").split("\n");
  const cells = lines.map((line) => line.split(","));
  const mixed = cells.map((row, at) => [
    ...row.slice(0, 2),
    ...(cells[(at * 7 + (at % 4 < 2 ? 1 : 0)) % cells.length] ?? []).slice(2),
  ]);
  const added = ["Newcomer", "Somebody", ...(cells[1] ?? []).slice(2)];
  writeFileSync(
    join(app.data, "mixed.csv"),
    [head, ...[...mixed, added].map((row) => row.join(","))].join("\n"),
  );
  await app.call("importing.run", { file: join(app.data, "mixed.csv"), options: {} });
  await app.app.settled();
}

test("a model that clearly agrees less is stored, and the one before stays in use", async () => {
  const app = await taught();
  const [before] = await app.call("models.list", {});
  await scramble(app);
  const [newest, second] = await app.call("models.list", {});
  expect([newest?.inUse, newest?.heldBack, second?.inUse, second?.id]).toEqual([
    false,
    "asked",
    true,
    before?.id,
  ]);
  const report = await app.call("models.report", { id: newest?.id ?? 0 });
  expect(report).toMatchObject({ heldBack: "agreement", moved: 0, movedTracks: [] });
  const { paired } = report;
  expect(paired?.onlyA).toBeGreaterThan(paired?.onlyB ?? 0);
  expect(paired?.p).toBeLessThan(0.05);
  const state = await app.call("models.state", {});
  expect(state).toMatchObject({
    inUse: before?.id,
    waiting: { model: newest?.id, asked: true, before: report.agreement.before },
  });
  expect(state.waiting?.sentence).toMatch(
    /^The new model agrees less with your labels \(\d+ % instead of \d+ %\), so the one before stays in use\.$/,
  );
  // The song that came with the file is guessed by the model that stays.
  expect((await moodsByTitle(app))["Newcomer"]).toBe("hype");
  expect(app.logged).toEqual([]);
});

test("once the user kept the one before, further models like it wait without asking", async () => {
  const app = await taught();
  await scramble(app);
  expect(await app.call("models.keep", {})).toMatchObject({ waiting: { asked: false } });
  const again = await app.call("training.run", {});
  expect(again.heldBack).toBe("agreement");
  expect(await app.call("models.state", {})).toMatchObject({
    waiting: { model: again.model, asked: false },
  });
});

test("the user's word puts it in use, and the next training is held against it", async () => {
  const app = await taught();
  await scramble(app);
  const { waiting } = await app.call("models.state", {});
  await app.call("models.use", { id: waiting?.model ?? 0 });
  const [inUse] = await app.call("models.list", {});
  expect(inUse).toMatchObject({ id: waiting?.model, inUse: true, heldBack: null });
  const next = await app.call("training.run", {});
  expect(next.heldBack).toBeNull();
  expect(await app.call("models.state", {})).toMatchObject({ inUse: next.model, waiting: null });
});

test("after going back to an earlier model the next training learns from all labels again", async () => {
  const app = await startWithSongs();
  const [first] = await app.call("models.list", {});
  const titles = (from: number) => Array.from({ length: 15 }, (_, at) => `Song ${from + 2 * at}`);
  await label(app, "study", titles(0));
  await label(app, "sad", titles(1));
  await app.call("training.run", {});
  await app.call("models.use", { id: first?.id ?? 0 });
  const again = await app.call("training.run", {});
  expect([again.labels, again.heldBack]).toEqual([30, null]);
  // The model that was gone back to knows none of them.
  expect(again.agreement.after?.mean).toBeGreaterThan(again.agreement.before?.mean ?? 1);
  expect((await app.call("models.state", {})).inUse).toBe(again.model);
});

test("a training that may be worse is put in use at once", async () => {
  const app = await taught();
  await scramble(app);
  const accepted = await app.call("training.run", { acceptWorse: true });
  expect(accepted.heldBack).toBeNull();
  expect(accepted.paired?.onlyA).toBeGreaterThan(accepted.paired?.onlyB ?? 0);
  expect(await app.call("models.state", {})).toMatchObject({
    inUse: accepted.model,
    waiting: null,
  });
});
