import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ingest } from "../../main/library/ingest.ts";
import { Library } from "../../main/library/library.ts";
import { startApp } from "../support/app.ts";
import { synthesise } from "../support/sound/synthesise.ts";
import { toWav } from "../support/sound/wav.ts";

export type Song = {
  readonly title: string;
  readonly artist?: string;
  readonly album?: string;
  readonly spotifyId?: string;
  readonly durationMs?: number;
};

/** A library with these songs, none of which has features. */
export async function fillWithSongs(data: string, songs: readonly Song[]): Promise<void> {
  mkdirSync(data, { recursive: true });
  const library = Library.open(join(data, "library.db"));
  await library.write(() => {
    const ingest = new Ingest(library.db, "file", "2026-01-01T00:00:00.000Z");
    for (const { title, artist = "Nobody", album, spotifyId, durationMs } of songs) {
      ingest.put({
        title,
        artists: [artist],
        album: album ?? null,
        releaseDate: null,
        durationMs: durationMs ?? null,
        isrc: null,
        uri: spotifyId === undefined ? null : `spotify:track:${spotifyId}`,
        previewUrl: null,
        addedAt: null,
        features: {},
        userTempo: null,
        userKey: null,
        mood: null,
        playlist: null,
      });
    }
  });
  await library.close();
}

/** 22 characters, as Spotify's ids are. */
export function spotifyId(number: number): string {
  return `madeup${String(number).padStart(16, "0")}`;
}

/** A made-up song without tags; its name is its file's. */
export function writeSong(folder: string, name: string, seconds: number): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.wav`);
  writeFileSync(path, toWav(synthesise({ bpm: 120, key: 9, mode: 0, seed: 5, seconds })));
  return path;
}

/** One of the small files of tests/fixtures/sound. */
export function copyTone(folder: string, tone: string, name = tone): void {
  mkdirSync(folder, { recursive: true });
  copyFileSync(join("tests", "fixtures", "sound", tone), join(folder, name));
}

/** Chooses the folder and listens to it, as the command line does, before a window is opened on the library. */
export async function listenTo(data: string, folder: string): Promise<void> {
  const { app, call } = await startApp({ data });
  await call("audio.addFolder", { folder });
  await call("audio.scan", {});
  await app.close();
}
