import type { AmbiguousFile, ScanReport, SoundFolder } from "../../../common/domain/audio.ts";
import { countOf, formatCount, formatDuration } from "../../elements/format.ts";

/** One sentence for a message in the corner, and for the headline. */
export function scanSentence(report: ScanReport): string {
  const heard = report.analysed + report.cached;
  const parts = [
    [heard, `listened to ${countOf(heard, "file")}`],
    [report.own, `${countOf(report.own, "track")} new to the library`],
    [report.ambiguous, `${formatCount(report.ambiguous)} for you to choose`],
    [report.gone, `${formatCount(report.gone)} gone`],
    [report.brokenCount, `${formatCount(report.brokenCount)} could not be read`],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([, words]) => words);
  if (told.length === 0) return "Nothing new in your music folders.";
  const sentence = `${told.join(", ")}.`;
  return sentence.slice(0, 1).toUpperCase() + sentence.slice(1);
}

/** "120 files: 80 are tracks you had, 30 became tracks, 118 listened to." */
export function folderWords({ files, matched, own, analysed }: SoundFolder): string {
  if (files === 0) return "No sound files found in it yet.";
  const known = matched - own;
  const parts = [
    ...(known > 0 ? [countOf(known, "is a track you had", "are tracks you had")] : []),
    ...(own > 0 ? [countOf(own, "became a track", "became tracks")] : []),
    `${formatCount(analysed)} listened to`,
  ];
  return `${countOf(files, "file")}: ${parts.join(", ")}.`;
}

/** What a file says of itself: "Slow Tide · Ines Halloran · 3:05". */
export function tagWords({ tags }: AmbiguousFile): string {
  return trackWords({ ...tags, title: tags.title ?? "no title" });
}

export function trackWords({
  title,
  artists,
  album,
  durationMs,
}: {
  readonly title: string;
  readonly artists: readonly string[];
  readonly album: string | null;
  readonly durationMs: number | null;
}): string {
  return [
    title,
    artists.join(", "),
    album ?? "",
    durationMs === null ? "" : formatDuration(durationMs),
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

/** The last part of a path, whichever system wrote it. */
export function fileName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}
