import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Mood } from "../../../common/domain/mood.ts";
import { createRandom } from "../../../main/learning/random.ts";
import type { SettingsPatch } from "../../../common/domain/settings.ts";
import { startApp, type TestApp } from "../../support/app.ts";
import { temporaryFolder } from "../../support/folder.ts";

/** Songs that are quiet and acoustic, or loud and fast; `mood` is what a listener would say of them. */
export function writeSongs(folder: string, count = 120, seed = 1): string {
  const random = createRandom(seed);
  const lines = Array.from({ length: count }, (_, row) => {
    const loud = row % 2 === 1;
    const near = (middle: number) => (middle + (random() - 0.5) * 0.3).toFixed(3);
    return [
      `Song ${row}`,
      `Artist ${row}`,
      loud ? "hype" : "chill",
      near(0.5),
      near(loud ? 0.8 : 0.3),
      (loud ? -6 : -14) + (random() - 0.5) * 4,
      near(loud ? 0.16 : 0.7),
      near(0.5),
      Math.round((loud ? 130 : 90) + random() * 20),
      Math.round(180_000 + random() * 60_000),
    ].join(",");
  });
  const header =
    "title,artist,truth,danceability,energy,loudness,acousticness,valence,tempo,duration_ms";
  const file = join(folder, "songs.csv");
  writeFileSync(file, [header, ...lines].join("\n"));
  return file;
}

let libraryFile: Buffer | undefined;

/** An application on a library of 120 songs without labels; they are imported once and copied from then on. */
export async function startWithSongs(settings: SettingsPatch = {}): Promise<TestApp> {
  if (!libraryFile) {
    const first = await startApp();
    await first.call("importing.run", { file: writeSongs(first.data), options: {} });
    await first.app.settled();
    await first.app.close();
    libraryFile = readFileSync(join(first.data, "library.db"));
  }
  const data = temporaryFolder();
  writeFileSync(join(data, "library.db"), libraryFile);
  return startApp({ data, settings });
}

export async function moodNamed(app: TestApp, name: string): Promise<Mood> {
  const moods = await app.call("moods.list", {});
  const mood = moods.find((one) => one.name === name);
  if (!mood) throw new Error(`There is no mood ${name}.`);
  return mood;
}

/** Every track's title with the name of its mood, by title. */
export async function moodsByTitle(app: TestApp): Promise<Record<string, string>> {
  const names = new Map((await app.call("moods.list", {})).map(({ id, name }) => [id, name]));
  const { rows } = await app.call("tracks.query", { query: { sort: "title" }, limit: 1000 });
  return Object.fromEntries(
    rows.map(({ title, mood }) => [title, mood === null ? "none" : (names.get(mood.id) ?? "?")]),
  );
}

export async function idsOf(app: TestApp, titles: readonly string[]): Promise<number[]> {
  const { rows } = await app.call("tracks.query", { query: {}, limit: 1000 });
  return titles.map((title) => rows.find((track) => track.title === title)?.id ?? 0);
}

export async function label(app: TestApp, mood: string, titles: readonly string[]) {
  const { id } = await moodNamed(app, mood);
  const ids = await idsOf(app, titles);
  return app.call("labels.change", { kind: "set", target: { ids }, mood: id });
}
