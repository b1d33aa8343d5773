import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { BrowserHost } from "../../../main/hosts/browser/host.ts";
import { chooseFile } from "../../support/choose-file.ts";

export type Stage = {
  readonly data: string;
  readonly host: BrowserHost;
  readonly isEmpty: boolean;
};

/** Brings a freshly opened window to what the picture shows. */
export type Scene = (page: Page, stage: Stage) => Promise<void>;

const goTo =
  (name: string): Scene =>
  async (page) => {
    const places = page.getByRole("navigation", { name: "Screens" });
    await places.getByRole("button", { name }).click();
    await page.locator("main h1, main h2").first().waitFor();
  };

const library: Scene = async (page, { isEmpty }) => {
  const wanted = isEmpty
    ? page.getByRole("heading", { name: "Welcome to Undertone" })
    : page.getByRole("row").nth(3);
  await wanted.waitFor();
};

const importDialog: Scene = async (page, { data }) => {
  const file = join(data, "late-summer.csv");
  writeFileSync(file, exampleFile());
  await chooseFile(page, file);
  await page.getByRole("heading", { name: "What the columns mean" }).waitFor();
  await page.getByRole("checkbox", { name: /as my labels/ }).check();
};

const exportDialog: Scene = async (page, stage) => {
  await library(page, stage);
  await page.getByRole("complementary").getByRole("button", { name: "Export" }).click();
  await page.getByRole("dialog", { name: "Export" }).waitFor();
};

const report: Scene = async (page, stage) => {
  await goTo("Model")(page, stage);
  if (stage.isEmpty) return;
  await page
    .getByRole("button", { name: /^Report of/ })
    .first()
    .click();
  await page.getByRole("dialog").waitFor();
};

const teach: Scene = async (page, stage) => {
  await goTo("Teach")(page, stage);
  if (!stage.isEmpty) await page.locator("#song-card-title").waitFor();
};

const features =
  (part: string): Scene =>
  async (page, stage) => {
    await goTo("Features")(page, stage);
    await page.getByRole("tab", { name: part }).click();
  };

const why: Scene = async (page, stage) => {
  await library(page, stage);
  if (stage.isEmpty) return;
  await page.locator('[data-index="3"]').click();
  const panel = page.getByRole("complementary", { name: "Track details" });
  if ((await panel.count()) === 0) await page.keyboard.press("i");
  await panel.getByText("Nearest songs with a label").waitFor();
  await panel.getByText("Nearest songs with a label").scrollIntoViewIfNeeded();
};

const labels: Scene = async (page, stage) => {
  await goTo("Model")(page, stage);
  if (!stage.isEmpty) await page.getByRole("button", { name: "Check my labels" }).click();
};

const overlay =
  (key: string): Scene =>
  async (page, stage) => {
    await library(page, stage);
    await page.keyboard.press(key);
    await page.getByRole("dialog").waitFor();
  };

const activity: Scene = async (page, stage) => {
  await library(page, stage);
  await page
    .getByRole("contentinfo")
    .getByRole("button", { name: /^Activity/ })
    .click();
  await page.getByRole("dialog", { name: "Activity" }).waitFor();
};

export const SCENES: Readonly<Record<string, Scene>> = {
  library,
  moods: goTo("Moods"),
  model: goTo("Model"),
  teach,
  why,
  labels,
  features: features("What is known"),
  services: features("Services"),
  folders: features("Music folders"),
  playlists: goTo("Mood playlists"),
  spotify: goTo("Spotify"),
  statistics: goTo("Statistics"),
  settings: goTo("Settings"),
  report,
  import: importDialog,
  export: exportDialog,
  palette: overlay("Control+k"),
  keys: overlay("?"),
  activity,
};

export const README_SCENES: Readonly<
  Record<string, { readonly scene: Scene; readonly theme: "light" | "dark" }>
> = {
  "library-light": { scene: library, theme: "light" },
  "library-dark": { scene: library, theme: "dark" },
  "teach-light": { scene: teach, theme: "light" },
  "why-dark": { scene: why, theme: "dark" },
  "moods-light": { scene: goTo("Moods"), theme: "light" },
  "report-light": { scene: report, theme: "light" },
  "import-light": { scene: importDialog, theme: "light" },
};

/** As somebody's own spreadsheet would be: semicolons, their own words for some columns, a mood column. */
function exampleFile(): string {
  const titles = [
    "Paper Lantern",
    "Slow Ferry",
    "Copper Sky",
    "Left at the Mill",
    "Half Past Rain",
  ];
  const artists = ["The Amber Quays", "Ines Halloran", "Northbound", "Velvet Almanac"];
  const moods = ["chill", "sad", "chill", "happy", "dreamy"];
  const pick = (words: readonly string[], index: number) => words[index % words.length] ?? "";
  const rows = Array.from({ length: 40 }, (_, index) =>
    [
      `${pick(titles, index)}${index < titles.length ? "" : ` ${Math.ceil(index / titles.length)}`}`,
      pick(artists, index * 3),
      pick(moods, index),
      84 + ((index * 13) % 60),
      ((index * 7) % 10) / 10,
      ((index * 3) % 10) / 10,
      `2019-0${1 + (index % 9)}-12`,
      index % 4 === 0 ? "from the tape" : "",
    ].join(";"),
  );
  return ["Song title;Artist;Mood;BPM;Energy;Valence;Release date;Notes", ...rows].join("\n");
}
