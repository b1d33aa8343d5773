import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SAMPLE_RATE } from "./sample-maker/instruments.ts";
import { toJson } from "./sample-maker/json.ts";
import { drawLibrary } from "./sample-maker/library.ts";
import { Random } from "./sample-maker/random.ts";
import { synthesise } from "./sample-maker/synthesise.ts";
import { toWav } from "./sample-maker/wav.ts";

const folder = join(import.meta.dirname, "sample");
const audio = join(folder, "audio");
const tracks = drawLibrary();

rmSync(audio, { recursive: true, force: true });
mkdirSync(audio, { recursive: true });
writeFileSync(join(folder, "library.json"), toJson(tracks));
tracks.forEach((track, index) => {
  if (track.audio === null) return;
  const sound = synthesise(new Random(index), track.features);
  writeFileSync(join(audio, track.audio), toWav(sound, SAMPLE_RATE));
});
