import { basename, dirname, extname } from "node:path";
import type { Database } from "better-sqlite3";
import type { SoundAnalysis, SoundTags } from "../../../common/domain/audio.ts";
import { isUsable, type FeatureSet } from "../../../common/domain/features.ts";
import { parseKey } from "../../../common/domain/key.ts";
import { writeMeasured, type Confidence } from "../../library/features.ts";
import { Ingest, type ImportedTrack } from "../../library/ingest.ts";
import { readAnalysis } from "../../library/sound-analyses.ts";
import { giveSound, putSoundFile, takeSound, type SoundFile } from "../../library/sound-files.ts";
import { isAsLong, matchSound } from "./match.ts";

/** A file that was read: what it is, and what was heard or why nothing was. */
export type HeardFile = Pick<SoundFile, "folderId" | "path" | "size" | "modifiedMs"> & {
  readonly hash: string | null;
  readonly tags: SoundTags | null;
  readonly analysis: SoundAnalysis | null;
  readonly problem: string | null;
};

export type TakenIn = "matched" | "own" | "ambiguous" | "broken";

/**
 * Finds the track of a file, or makes one, and writes what was measured. `known` is what the library has of the file:
 * a choice of the user's stays. Call inside a transaction.
 */
export function takeIn(
  db: Database,
  heard: HeardFile,
  known: SoundFile | null,
  at: string,
): TakenIn {
  const { analysis: _, ...file } = heard;
  const put = (trackId: number | null, match: SoundFile["match"]) =>
    putSoundFile(db, { ...file, trackId, match });
  if (known?.trackId != null && known.match !== "ambiguous") {
    if (!isAnother(db, known, heard)) {
      put(known.trackId, known.match);
      tell(db, known.trackId, heard, at);
      return known.match === "own" ? "own" : "matched";
    }
    takeSound(db, known.trackId, heard.path);
  }
  // Neither names nor sound: nothing to put into a library.
  if (!heard.tags || (heard.problem !== null && heard.tags.title === null)) {
    put(null, null);
    return "broken";
  }
  const durationMs = heard.analysis?.durationMs ?? heard.tags.durationMs;
  const match = matchSound(db, heard.tags, durationMs);
  switch (match.kind) {
    case "isrc":
    case "names":
      put(match.track, match.kind);
      tell(db, match.track, heard, at);
      return "matched";
    case "ambiguous":
      put(null, "ambiguous");
      return "ambiguous";
    case "none": {
      const track = ownTrack(db, heard, at, heard.tags.title === null ? "found" : "new");
      put(track, "own");
      tell(db, track, heard, at);
      return "own";
    }
  }
}

/** The user has said which track a file is, or that it is one of its own (null). */
export function takeAs(
  db: Database,
  file: SoundFile,
  analysis: SoundAnalysis | null,
  track: number | null,
  at: string,
): void {
  const heard: HeardFile = { ...file, analysis };
  const id = track ?? ownTrack(db, heard, at, "new");
  putSoundFile(db, { ...file, trackId: id, match: track === null ? "own" : "user" });
  tell(db, id, heard, at);
}

/** Another song lies where a known file was: neither its names nor its length are those that were. */
function isAnother(db: Database, known: SoundFile, heard: HeardFile): boolean {
  if (known.hash === heard.hash || !known.tags || !heard.tags || known.hash === null) return false;
  const named = (tags: SoundTags) => [tags.title, tags.artists, tags.isrc].map(String).join("\n");
  if (named(known.tags) === named(heard.tags)) return false;
  const before = readAnalysis(db, known.hash)?.durationMs ?? known.tags.durationMs;
  const now = heard.analysis?.durationMs ?? heard.tags.durationMs;
  return before !== null && now !== null && !isAsLong(before, now);
}

/** `found`: a track of exactly these names is it, as for a file without tags that was away; `new`: surely none is. */
function ownTrack(
  db: Database,
  { path, tags, analysis }: HeardFile,
  at: string,
  which: "found" | "new",
): number {
  const ingest = new Ingest(db, "audio", at);
  const track: ImportedTrack = {
    title: tags?.title ?? basename(path, extname(path)),
    artists: tags?.artists ?? [],
    // Files without tags are called "Track 01" in many folders: the folder tells them apart.
    album: tags?.album ?? (tags?.title == null ? basename(dirname(path)) : null),
    releaseDate: tags?.year ?? null,
    durationMs: analysis?.durationMs ?? tags?.durationMs ?? null,
    isrc: tags?.isrc ?? null,
    uri: null,
    previewUrl: null,
    addedAt: null,
    features: {},
    userTempo: null,
    userKey: null,
    mood: null,
    playlist: null,
    filePath: path,
  };
  return which === "new" ? ingest.add(track) : ingest.put(track).id;
}

function tell(db: Database, trackId: number, heard: HeardFile, at: string): void {
  giveSound(db, trackId, heard.path);
  writeMeasured(db, trackId, {
    features: featuresOf(heard),
    lufs: heard.analysis?.lufs ?? null,
    confidence: confidenceOf(heard),
    at,
  });
}

/** Tags win over ears: whoever wrote a BPM into a file has mostly checked it. Loudness is not Spotify's, and stays apart. */
function featuresOf({ tags, analysis }: HeardFile): Partial<FeatureSet> {
  const told = tags?.key == null ? null : parseKey(tags.key);
  const key = told ?? analysis?.key ?? null;
  const tempo = tags?.bpm ?? analysis?.tempo?.bpm ?? null;
  const features: { -readonly [Name in keyof FeatureSet]?: FeatureSet[Name] } = {};
  if (tempo !== null && isUsable("tempo", tempo)) features.tempo = Math.round(tempo * 100) / 100;
  if (key) {
    features.key = key.key;
    const mode = key.mode ?? (analysis?.key?.key === key.key ? analysis.key.mode : null);
    if (mode !== null) features.mode = mode;
  }
  if (analysis?.energy != null) features.energy = Math.round(analysis.energy * 1000) / 1000;
  return features;
}

/** Of what was heard; a tag does not say how sure it is. */
function confidenceOf({ tags, analysis }: HeardFile): Confidence {
  const tempo = tags?.bpm == null ? (analysis?.tempo?.confidence ?? null) : null;
  const tagged = tags?.key != null && parseKey(tags.key) !== null;
  return { tempo, key: tagged ? null : (analysis?.key?.confidence ?? null) };
}
