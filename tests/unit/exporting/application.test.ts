import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { AppError } from "../../../common/errors.ts";
import { startApp } from "../../support/app.ts";
import { readTable } from "../importing/read-table.ts";

const HEADER = "Title,Artists,Energy,Valence,BPM,Mood";

function csv(count: number): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const mood = index % 2 === 0 ? "chill" : "hype";
    return `Song ${index},Artist ${index % 7},${(index % 10) / 10},0.4,${90 + (index % 80)},${mood}`;
  });
  return [HEADER, ...rows, ""].join("\n");
}

test("a library goes out in every format through the worker, and comes back unchanged", async () => {
  const { call, data, logged } = await startApp();
  const file = join(data, "songs.csv");
  writeFileSync(file, csv(300));
  await call("importing.run", { file, options: { labels: true } });
  for (const format of ["csv", "json", "xlsx"] as const) {
    const target = join(data, `out.${format}`);
    const report = await call("exporting.run", { format, target });
    expect(report.files).toMatchObject([{ path: target, rows: 300 }]);
    const again = await call("importing.run", { file: target, options: { labels: true } });
    expect(again).toMatchObject({
      added: 0,
      updated: 0,
      unchanged: 300,
      skippedCount: 0,
      labels: 0,
    });
  }
  const { total } = await call("tracks.query", { query: {} });
  expect(total).toBe(300);
  expect(logged).toEqual([]);
});

test("only the tracks of a query go out, in its order", async () => {
  const { call, data } = await startApp();
  const file = join(data, "songs.csv");
  writeFileSync(file, csv(30));
  await call("importing.run", { file, options: { labels: false } });
  const target = join(data, "some.csv");
  await call("exporting.run", {
    format: "csv",
    target,
    query: { text: "Artist 3", sort: "title", descending: true },
  });
  const { tracks } = await readTable(target);
  expect(tracks.map(({ title }) => title)).toEqual(["Song 3", "Song 24", "Song 17", "Song 10"]);
});

test("an export that is cancelled in the worker leaves no file behind", async () => {
  const { call, data } = await startApp();
  const file = join(data, "songs.csv");
  writeFileSync(file, csv(5000));
  await call("importing.run", { file, options: { labels: false } });
  const folder = join(data, "out");
  const before = readdirSync(data);
  const abort = new AbortController();
  const run = call(
    "exporting.run",
    { format: "xlsx", target: `${folder}.xlsx` },
    { signal: abort.signal, report: ({ done }) => done > 0 && abort.abort() },
  );
  await expect(run).rejects.toEqual(new AppError("cancelled", "Cancelled. Nothing was changed."));
  expect(readdirSync(data).filter((name) => !name.startsWith("library.db"))).toEqual(
    before.filter((name) => !name.startsWith("library.db")),
  );
});
