import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createRandom } from "../../main/learning/random.ts";
import { beginBulkLoad } from "../../main/library/bulk-load.ts";
import { Ingest } from "../../main/library/ingest.ts";
import { Library } from "../../main/library/library.ts";

const WORDS =
  "amber river glass paper north slow copper field quiet engine salt window orchard signal velvet stone";

/** A library of so many made-up tracks with features, in the folder `data`; the same ones every time. */
export async function fillLibrary(data: string, count: number): Promise<void> {
  mkdirSync(data, { recursive: true });
  const library = Library.open(join(data, "library.db"));
  const random = createRandom(7);
  const words = WORDS.split(" ");
  const word = () => words[Math.floor(random() * words.length)] ?? "";
  const near = (centre: number, spread: number) =>
    Math.min(1, Math.max(0, centre + (random() + random() - 1) * spread));
  await library.write(() => {
    const endBulkLoad = beginBulkLoad(library.db);
    const ingest = new Ingest(library.db, "file", "2026-01-01T00:00:00.000Z");
    for (let index = 0; index < count; index += 1) {
      const energy = random();
      ingest.put({
        title: `${word()} ${word()} ${index}`,
        artists: [`The ${word()} ${word()}s`],
        album: `${word()} ${index % 997}`,
        releaseDate: String(1970 + (index % 55)),
        durationMs: 120_000 + Math.floor(random() * 200_000),
        isrc: null,
        uri: null,
        previewUrl: null,
        addedAt: new Date(Date.UTC(2020, 0, 1) + index * 60_000).toISOString(),
        features: {
          danceability: near(0.6, 0.3),
          energy,
          loudness: -28 + 25 * energy,
          speechiness: near(0.06, 0.1),
          acousticness: near(1 - energy, 0.4),
          instrumentalness: random() < 0.3 ? near(0.8, 0.2) : near(0.02, 0.05),
          liveness: near(0.15, 0.2),
          valence: random(),
          tempo: 70 + random() * 100,
          key: Math.floor(random() * 12),
          mode: random() < 0.6 ? 1 : 0,
          timeSignature: 4,
        },
        userTempo: null,
        userKey: null,
        mood: null,
        playlist: index % 10 === 0 ? { name: `Shelf ${index % 70}`, externalId: null } : null,
      });
    }
    endBulkLoad();
  });
  await library.close();
}
