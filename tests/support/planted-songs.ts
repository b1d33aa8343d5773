import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRandom } from "../../main/learning/random.ts";

const HEADER =
  "title,artist,danceability,energy,loudness,speechiness,acousticness,instrumentalness,liveness,valence,tempo,duration_ms";

/**
 * A table of songs of no kind in particular, and of a group that no starting mood describes: spoken, acoustic, calm and
 * recorded live ("Tale 1", "Tale 2", …).
 */
export function writePlantedSongs(
  folder: string,
  { songs = 700, tales = 120, seed = 1 }: { songs?: number; tales?: number; seed?: number } = {},
): string {
  const random = createRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const near = (middle: number, spread: number) =>
    Math.min(1, Math.max(0, middle + spread * normal())).toFixed(4);
  const line = (
    title: string,
    [danceability, energy, ...rest]: readonly number[],
    spread: number,
  ) => {
    const [
      loudness = 0,
      speech = 0,
      acoustic = 0,
      instrumental = 0,
      live = 0,
      valence = 0,
      bpm = 0,
    ] = rest;
    return [
      title,
      `Artist ${Math.floor(random() * 200)}`,
      near(danceability ?? 0, spread),
      near(energy ?? 0, spread),
      (loudness + 12 * spread * normal()).toFixed(2),
      near(speech, spread / 2),
      near(acoustic, spread),
      near(instrumental, spread),
      near(live, spread),
      near(valence, spread),
      (bpm + 100 * spread * normal()).toFixed(1),
      Math.round(200_000 + 30_000 * normal()),
    ].join(",");
  };
  const file = join(folder, "planted.csv");
  const lines = [
    HEADER,
    ...Array.from({ length: songs }, (_, at) =>
      line(`Song ${at}`, [0.55, 0.6, -9, 0.1, 0.3, 0.2, 0.2, 0.5, 120], 0.16),
    ),
    ...Array.from({ length: tales }, (_, at) =>
      line(`Tale ${at}`, [0.6, 0.3, -15, 0.9, 0.85, 0, 0.75, 0.5, 95], 0.05),
    ),
  ];
  writeFileSync(file, lines.join("\n"));
  return file;
}
