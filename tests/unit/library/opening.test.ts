import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { expect, test } from "vitest";
import { STARTING_MOODS } from "../../../common/domain/mood.ts";
import { AppError, type ErrorCode } from "../../../common/errors.ts";
import { Library } from "../../../main/library/library.ts";
import { listMoods } from "../../../main/library/moods.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { openLibrary, put, titles, track } from "./support.ts";

function codeOfOpening(file: string): ErrorCode | null {
  try {
    void Library.open(file).close();
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

test("a new library has the five starting moods, WAL, foreign keys and strict tables alone", () => {
  const { db } = openLibrary();
  const loose = db
    .prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
    )
    .pluck()
    .all();
  expect({
    moods: listMoods(db).map(({ name }) => name),
    journal: db.pragma("journal_mode", { simple: true }),
    foreignKeys: db.pragma("foreign_keys", { simple: true }),
    loose,
  }).toEqual({
    moods: STARTING_MOODS.map(({ name }) => name),
    journal: "wal",
    foreignKeys: 1,
    loose: [],
  });
});

test("a second opener is told that the library is open, until it is closed", async () => {
  const folder = temporaryFolder();
  const library = openLibrary(folder);
  expect(codeOfOpening(library.file)).toBe("library_locked");
  await library.close();
  expect(codeOfOpening(library.file)).toBeNull();
});

test("a file that is no database is refused and left as it is", () => {
  const file = join(temporaryFolder(), "library.db");
  writeFileSync(file, "Not a database at all, but long enough to have a header. ".repeat(200));
  const before = readFileSync(file);
  expect(codeOfOpening(file)).toBe("library_damaged");
  expect(readFileSync(file)).toEqual(before);
});

test("another program's database is refused and left as it is", () => {
  const file = join(temporaryFolder(), "library.db");
  const other = new SqliteDatabase(file);
  other.exec("CREATE TABLE places (name TEXT)");
  other.close();
  expect(codeOfOpening(file)).toBe("library_damaged");
});

test("a library that was cut short is told as damaged, when it is opened or when it is read", async () => {
  const folder = temporaryFolder();
  const library = openLibrary(folder);
  await put(
    library,
    Array.from({ length: 2000 }, (_, index) => track({ title: `Track ${index}` })),
  );
  await library.close();
  truncateSync(library.file, 40_960);
  const outcome = await (async () => {
    const cut = Library.open(library.file);
    try {
      return await titles(cut, { text: "track" });
    } finally {
      await cut.close();
    }
  })().catch((error: unknown) => error);
  expect(outcome).toMatchObject({
    code: expect.stringMatching(/^(library_damaged|SQLITE_CORRUPT)/) as string,
  });
});

test("a library of a newer Undertone is refused and left as it is", async () => {
  const folder = temporaryFolder();
  const library = openLibrary(folder);
  library.db.pragma("user_version = 9990");
  await library.close();
  expect(codeOfOpening(library.file)).toBe("library_newer");
  const db = new SqliteDatabase(library.file, { readonly: true });
  expect(db.pragma("user_version", { simple: true })).toBe(9990);
  db.close();
});

test("a folder that is not there is named", () => {
  expect(codeOfOpening(join(temporaryFolder(), "missing", "library.db"))).toBe("unavailable");
});
