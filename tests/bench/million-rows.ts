import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { LibrarySink } from "../../main/importing/sink.ts";
import { importTable } from "../../main/importing/import.ts";
import { openDatabase } from "../../main/library/database.ts";
import { createRandom } from "../../main/learning/random.ts";

/** Imports so many made-up rows into a new library, in a process of its own, and prints what it took. */
const [folder = "", rows = "0"] = process.argv.slice(2);
const count = Number(rows);
const file = join(folder, "rows.csv");
await writeRows(file, count);

const db = openDatabase(join(folder, "library.db"));
const sink = new LibrarySink(db, "file", new Date().toISOString());
const tenth = Math.floor(count / 10);
const marks: number[] = [];
let done = 0;
const start = performance.now();
db.exec("BEGIN IMMEDIATE");
await importTable(
  file,
  { labels: false, maxTracks: null },
  {
    put(track) {
      const result = sink.put(track);
      done += 1;
      if (done === tenth || done === count - tenth || done === count) marks.push(performance.now());
      return result;
    },
  },
  { signal: new AbortController().signal, report: () => undefined },
);
sink.finish("bench");
db.exec("COMMIT");
const end = performance.now();
db.close();
const [first = start, nearEnd = start, last = end] = marks;
console.log(
  JSON.stringify({
    seconds: (end - start) / 1000,
    firstTenth: (first - start) / 1000,
    lastTenth: (last - nearEnd) / 1000,
    megabytes: process.resourceUsage().maxRSS / 1024,
  }),
);

async function writeRows(path: string, total: number): Promise<void> {
  const random = createRandom(23);
  const words = "amber river glass paper north slow copper field quiet engine salt window".split(
    " ",
  );
  const word = () => words[Math.floor(random() * words.length)] ?? "";
  const out = createWriteStream(path);
  out.write(
    "track_id,name,artist,album,release_date,duration_ms,playlist,danceability,energy,loudness,valence,tempo\n",
  );
  for (let index = 0; index < total; index += 1) {
    const id = String(index).padStart(22, "0a1B2c3D4e5F6g7H8i9J0k");
    const line = `${id},${word()} ${word()} ${index},The ${word()} ${index % 60_000}s,${word()} ${word()} ${index % 90_000},${1960 + (index % 66)},${120_000 + (index % 200_000)},Shelf ${index % 300},${random().toFixed(3)},${random().toFixed(3)},${(-20 * random()).toFixed(2)},${random().toFixed(3)},${(60 + random() * 120).toFixed(2)}\n`;
    if (!out.write(line)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
}
