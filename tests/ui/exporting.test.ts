import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import ExcelJS from "exceljs";
import type { Download, Page } from "playwright-core";
import { expect, test } from "vitest";
import { z } from "zod";
import type { CallOutput } from "../../common/contract.ts";
import type { Envelope } from "../../common/envelope.ts";
import { startApp } from "../support/app.ts";
import { expectAccessible, openWindow, type OpenWindow, tick } from "../support/window.ts";

async function openDialog(page: Page) {
  await page.getByRole("complementary").getByRole("button", { name: "Export" }).click();
  return page.getByRole("dialog", { name: "Export" });
}

/** Chooses a format in the open dialog, writes, and answers with what the browser downloaded. */
async function exportAs(page: Page, format: RegExp, files = 1): Promise<Map<string, Buffer>> {
  const downloads: Download[] = [];
  const onDownload = (download: Download) => downloads.push(download);
  page.on("download", onDownload);
  const dialog = page.getByRole("dialog");
  await tick(dialog.getByRole("radio", { name: format }));
  await dialog.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("dialog", { name: "Exported" }).waitFor();
  await expect.poll(() => downloads.length).toBe(files);
  page.off("download", onDownload);
  const contents = new Map<string, Buffer>();
  for (const download of downloads) {
    contents.set(download.suggestedFilename(), readFileSync(await download.path()));
  }
  return contents;
}

async function titlesOf(call: OpenWindow["call"]): Promise<string[]> {
  const { rows } = await call("tracks.query", { query: {}, limit: 1000 });
  return rows.map(({ title }) => title).toSorted();
}

function only(contents: ReadonlyMap<string, Buffer>, name: RegExp): Buffer {
  const [entry] = [...contents];
  expect(entry?.[0]).toMatch(name);
  return entry?.[1] ?? Buffer.alloc(0);
}

test("a workbook downloads and holds the library when it is read again", async () => {
  const { page, call } = await openWindow({ tracks: 60 });
  await openDialog(page);
  await page.getByText("All 60 tracks of the library.").waitFor();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);

  const workbook = new ExcelJS.Workbook();
  const bytes = only(await exportAs(page, /Excel/), /^Undertone \d{4}-\d\d-\d\d\.xlsx$/);
  await workbook.xlsx.load(Uint8Array.from(bytes).buffer);
  const inSheet = workbook.getWorksheet("Tracks")?.getColumn(1).values.slice(2) ?? [];
  expect(inSheet.map(String).toSorted()).toEqual(await titlesOf(call));
  await page.getByText("Your browser puts it in its downloads.").waitFor();
});

test("CSV and JSON download and hold the library when they are read again", async () => {
  const { page, call } = await openWindow({ tracks: 60 });
  const titles = await titlesOf(call);
  await openDialog(page);
  const csv = only(await exportAs(page, /CSV/), /\.csv$/);
  const records = z
    .array(z.object({ Title: z.string(), Mood: z.string() }))
    .parse(parse(csv, { columns: true, bom: true }));
  expect(records.map(({ Title }) => Title).toSorted()).toEqual(titles);

  await page.getByRole("button", { name: "Export something else" }).click();
  const json = only(await exportAs(page, /JSON/), /\.json$/);
  const parsed: unknown = JSON.parse(json.toString("utf8"));
  const listed = z.object({ tracks: z.array(z.object({ title: z.string() })) }).parse(parsed);
  expect(listed.tracks.map(({ title }) => title).toSorted()).toEqual(titles);
});

test("only the tracks of the list are written when that is chosen", async () => {
  const { page, call } = await openWindow({ tracks: 60 });
  const text = "velvet";
  const { total } = await call("tracks.query", { query: { text } });
  expect(total).toBeGreaterThan(0);
  expect(total).toBeLessThan(60);
  await page.getByRole("searchbox").fill(text);
  await page
    .getByText(new RegExp(`^${total} of 60|^${total} tracks?$`))
    .first()
    .waitFor();
  const dialog = await openDialog(page);
  await tick(dialog.getByRole("radio", { name: "What the list shows now" }));
  await dialog.getByText(`${total} tracks, in the list's order`).waitFor();
  const csv = only(await exportAs(page, /CSV/), /\.csv$/);
  const records: unknown[] = parse(csv, { columns: true, bom: true });
  expect(records).toHaveLength(total);
});

test("playlists are written for the chosen moods alone", async () => {
  const { page, call } = await openWindow({ sample: true });
  const moods = await call("moods.list", {});
  const first = moods.find(({ count }) => count > 0);
  const dialog = await openDialog(page);
  await tick(dialog.getByRole("radio", { name: /M3U8/ }));
  for (const mood of moods) {
    await tick(dialog.getByRole("checkbox", { name: new RegExp(`^${mood.name}`) }), false);
  }
  await dialog.getByText("Choose at least one mood.").waitFor();
  await expect(
    dialog.getByRole("button", { name: "Export", exact: true }).isDisabled(),
  ).resolves.toBe(true);
  await tick(dialog.getByRole("checkbox", { name: new RegExp(`^${first?.name}`) }));
  const playlist = only(await exportAs(page, /M3U8/), new RegExp(`^${first?.name}\\.m3u8$`));
  expect(playlist.toString("utf8")).toMatch(/^#EXTM3U/);
});

test("a playlist that is there is replaced only after a question", async () => {
  const { page, desktop, choose } = await openDesktop();
  const target = join(desktop.data, "playlists");
  const playlist = join(target, "chill.m3u8");
  mkdirSync(target);
  writeFileSync(playlist, "keep me");
  choose({ target, shown: target, exists: true });
  const dialog = await openDialog(page);
  await tick(dialog.getByRole("radio", { name: /M3U8/ }));
  await dialog.getByRole("button", { name: "Export", exact: true }).click();

  const question = page.getByRole("dialog", { name: `Replace ${target}?` });
  await question.getByRole("button", { name: "Keep it" }).click();
  await dialog.waitFor();
  expect(readFileSync(playlist, "utf8")).toBe("keep me");

  await dialog.getByRole("button", { name: "Export", exact: true }).click();
  await question.getByRole("button", { name: "Replace" }).click();
  await page.getByRole("dialog", { name: "Exported" }).waitFor();
  expect(readFileSync(playlist, "utf8")).toMatch(/^#EXTM3U/);
});

test("the desktop's own dialog has asked about a file already: it is not asked again", async () => {
  const { page, desktop, choose } = await openDesktop();
  const target = join(desktop.data, "Mine.csv");
  writeFileSync(target, "replace me");
  choose({ target, shown: target, exists: true });
  const dialog = await openDialog(page);
  await tick(dialog.getByRole("radio", { name: /CSV/ }));
  await dialog.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("dialog", { name: "Exported" }).getByText(target).waitFor();
  const records: unknown[] = parse(readFileSync(target), { columns: true, bom: true });
  expect(records).toHaveLength(600);
});

/** The desktop's way: the window talks through a bridge, and `choose` says what the system's dialog will give. */
async function openDesktop() {
  const { page } = await openWindow();
  const desktop = await startApp();
  await desktop.call("importing.sample", {});
  let chosen: CallOutput<"files.save"> = { target: null, shown: null, exists: false };
  await page.exposeFunction("dispatchToMain", (name: string, input: unknown): Promise<Envelope> => {
    if (name !== "files.save") return desktop.app.dispatch(name, input);
    return Promise.resolve({ ok: true, value: chosen });
  });
  await page.addInitScript(() => {
    const dispatch = Reflect.get(window, "dispatchToMain") as (...values: unknown[]) => unknown;
    const bridge = {
      call: (_id: number, name: string, input: unknown) => dispatch(name, input),
      cancel: () => undefined,
      onProgress: () => () => undefined,
      onEvent: () => () => undefined,
      acceptFile: () => undefined,
    };
    Object.assign(window, { undertone: bridge });
  });
  await page.reload();
  const choose = (next: typeof chosen) => {
    chosen = next;
  };
  return { page, desktop, choose };
}

test("an empty library has nothing to export and leads to the import", async () => {
  const { page } = await openWindow();
  const dialog = await openDialog(page);
  await dialog.getByText("There is nothing to export yet").waitFor();
  await dialog.getByRole("button", { name: "Import tracks" }).click();
  await expect(
    page.getByRole("dialog", { name: "Import tracks" }).getByText("Drop a CSV").isVisible(),
  ).resolves.toBe(true);
});
