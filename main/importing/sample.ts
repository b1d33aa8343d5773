import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { featureSetSchema } from "../../common/domain/features.ts";
import type { ImportReport } from "../../common/domain/import.ts";
import type { CallContext } from "../rpc/dispatch.ts";
import type { LibrarySink } from "./sink.ts";

const sampleSchema = z.object({
  version: z.literal(1),
  tracks: z.array(
    z.object({
      title: z.string(),
      artists: z.array(z.string()),
      album: z.string().nullable(),
      releaseDate: z.string().nullable(),
      durationMs: z.number().nullable(),
      addedAt: z.string().nullable(),
      features: featureSetSchema,
      playlists: z.array(z.string()),
      audio: z.string().nullable(),
    }),
  ),
});

/** Puts the shipped sample library in. `path` is its library.json; sound files lie in `audio/` beside it. */
export async function importSample(
  path: string,
  sink: LibrarySink,
  { signal, report }: CallContext,
): Promise<Omit<ImportReport, "labels" | "newMoods">> {
  const { tracks } = sampleSchema.parse(JSON.parse(await readFile(path, "utf8")));
  const counts = { added: 0, updated: 0, unchanged: 0 };
  for (const [index, track] of tracks.entries()) {
    signal.throwIfAborted();
    const [first, ...further] = track.playlists;
    const put = (playlist: string | undefined) =>
      sink.put({
        ...track,
        isrc: null,
        uri: null,
        previewUrl: null,
        userTempo: null,
        userKey: null,
        mood: null,
        filePath: track.audio === null ? null : join(dirname(path), "audio", track.audio),
        playlist: playlist === undefined ? null : { name: playlist, externalId: null },
      });
    counts[put(first).outcome] += 1;
    for (const playlist of further) put(playlist);
    if (index % 100 === 99) report({ stage: "Reading", done: index + 1, total: tracks.length });
  }
  return { ...counts, skipped: [], skippedCount: 0, warnings: [] };
}
