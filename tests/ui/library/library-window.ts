import { expect } from "vitest";
import type { Locator, Page } from "playwright-core";
import type { Track, TrackQueryInput } from "../../../common/domain/track.ts";
import { openWindow, type OpenWindow, type WindowOptions } from "../../support/window.ts";

type Call = OpenWindow["call"];

/** A window on a copy of the sample library. */
export async function sampleWindow(options: WindowOptions = {}): Promise<OpenWindow> {
  const opened = await openWindow({ ...options, sample: true });
  opened.page.setDefaultTimeout(15_000);
  return opened;
}

export function grid(page: Page): Locator {
  return page.getByRole("grid", { name: "Tracks" });
}

export function search(page: Page): Locator {
  return page.getByRole("searchbox");
}

/** The rows with tracks. */
export function rows(page: Page): Locator {
  return grid(page).locator('[role="row"][data-index]');
}

export function row(page: Page, rowIndex: number): Locator {
  return grid(page).locator(`[role="row"][data-index][aria-rowindex="${rowIndex + 1}"]`);
}

export async function firstTitle(page: Page): Promise<string> {
  return (await rows(page).first().getByRole("gridcell").first().innerText()).trim();
}

/** Waits until the list says that it has so many tracks. */
export async function shows(page: Page, count: number): Promise<void> {
  const text = `${new Intl.NumberFormat("en-GB").format(count)} ${count === 1 ? "track" : "tracks"}`;
  await page.locator(".library-toolbar__count", { hasText: new RegExp(`^${text}$`) }).waitFor();
  if (count > 0) await rows(page).first().waitFor();
}

export async function isCursor(page: Page, title: string | RegExp): Promise<void> {
  await page.locator(".track-row--cursor", { hasText: title }).waitFor();
}

export async function expectSort(header: Locator, value: string): Promise<void> {
  await until(async () => (await header.getAttribute("aria-sort")) === value);
  await header.page().waitForTimeout(150);
}

export async function total(call: Call, query: TrackQueryInput): Promise<number> {
  return (await call("tracks.query", { query, limit: 1 })).total;
}

export async function top(call: Call, count: number): Promise<readonly Track[]> {
  return (await call("tracks.query", { query: {}, limit: count })).rows;
}

/** A whole list. */
export async function sorted(call: Call, query: TrackQueryInput): Promise<readonly Track[]> {
  return (await call("tracks.query", { query, limit: 1000 })).rows;
}

export async function firstOf(call: Call, query: TrackQueryInput): Promise<string | undefined> {
  return (await call("tracks.query", { query, limit: 1 })).rows[0]?.title;
}

export async function moodNamed(call: Call, name: string): Promise<number> {
  const mood = (await call("moods.list", {})).find((one) => one.name === name);
  if (!mood) throw new Error(`No mood is called ${name}.`);
  return mood.id;
}

export async function labelOf(call: Call, id: number | undefined) {
  const { track } = await call("tracks.get", { id: id ?? 0 });
  return { id: track.mood?.id, by: track.mood?.by };
}

export async function until(condition: () => Promise<boolean>): Promise<void> {
  await expect.poll(condition, { timeout: 10_000 }).toBe(true);
}
