import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { FeatureSource } from "../../../common/domain/features.ts";
import { trackQuerySchema, type TrackQueryInput } from "../../../common/domain/track.ts";
import { Ingest, type ImportedTrack, type PutResult } from "../../../main/library/ingest.ts";
import { Library } from "../../../main/library/library.ts";
import { readTracks } from "../../../main/library/tracks.ts";
import { temporaryFolder } from "../../support/folder.ts";

const NOW = "2026-11-24T12:00:00.000Z";

/** A real library in a folder of the test's own. */
export function openLibrary(folder = temporaryFolder()): Library {
  const library = Library.open(join(folder, "library.db"));
  onTestFinished(() => (library.db.open ? library.close() : undefined));
  return library;
}

/** A track about which nothing is told but what is given. */
export function track(told: Partial<ImportedTrack> & { readonly title: string }): ImportedTrack {
  return {
    artists: ["Somebody"],
    album: null,
    releaseDate: null,
    durationMs: null,
    isrc: null,
    uri: null,
    previewUrl: null,
    addedAt: null,
    features: {},
    userTempo: null,
    userKey: null,
    mood: null,
    playlist: null,
    ...told,
  };
}

/** One import of these tracks; the columns are read anew. */
export async function put(
  library: Library,
  tracks: readonly ImportedTrack[],
  source: FeatureSource = "file",
): Promise<PutResult["outcome"][]> {
  const outcomes = await library.write(() => {
    const ingest = new Ingest(library.db, source, NOW);
    return tracks.map((told) => ingest.put(told).outcome);
  });
  await library.reload();
  return outcomes;
}

/** Titles of what a query finds, in its order. */
export async function titles(library: Library, query: TrackQueryInput): Promise<string[]> {
  const selection = await library.select(trackQuerySchema.parse(query), 0.6);
  return readTracks(library.db, selection.ids(0, 1000)).map(({ title }) => title);
}
