import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sourceWorkers } from "../../../main/hosts/paths.ts";
import { rowsInThread } from "../../../main/importing/rows-thread.ts";
import { readRows, type ReadRow, type RowsReader } from "../../../main/importing/rows.ts";
import { temporaryFolder } from "../../support/folder.ts";

const NEVER = new AbortController().signal;
const inThread = rowsInThread(sourceWorkers.rows);

function table(rows: number): string {
  const path = join(temporaryFolder(), "songs.csv");
  const lines = Array.from({ length: rows }, (_, index) => `Song ${index},Band,${index % 200}`);
  writeFileSync(path, ["title,artist,tempo", ...lines].join("\n"));
  return path;
}

async function all(read: RowsReader, path: string): Promise<ReadRow[]> {
  const rows: ReadRow[] = [];
  for await (const batch of read({ path, mapping: undefined }, NEVER)) rows.push(...batch.rows);
  return rows;
}

test("a thread reads the same rows as this one, in their order, however many", async () => {
  const path = table(5000);
  expect(await all(inThread, path)).toEqual(await all(readRows, path));
});

test("what is wrong with a file is told by the thread as it is here", async () => {
  const path = join(temporaryFolder(), "none.csv");
  await expect(all(inThread, path)).rejects.toMatchObject({ code: "file_missing" });
});

test("who stops early ends the thread, and an abort ends the reading with its reason", async () => {
  const path = table(20_000);
  for await (const batch of inThread({ path, mapping: undefined }, NEVER)) {
    expect(batch.rows[0]).toMatchObject({ line: 2, ok: true });
    break;
  }
  const abort = new AbortController();
  const reason = new Error("Enough.");
  const reading = (async () => {
    for await (const _ of inThread({ path, mapping: undefined }, abort.signal)) abort.abort(reason);
  })();
  await expect(reading).rejects.toBe(reason);
});
