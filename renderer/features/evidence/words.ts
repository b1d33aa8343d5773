import type { EvidenceKind } from "../../../common/domain/evidence-kind.ts";
import { formatPercent } from "../../elements/format.ts";

/** How the songs of a kind came to count, as a heading of their list. */
export const KIND_WORDS: Readonly<Record<EvidenceKind, string>> = {
  hand: "Labelled by hand",
  batch: "Accepted in batches",
  file: "Labelled by files",
  playlist: "Labelled by playlists’ names",
  seen: "Seen and left as guessed",
};

export const KIND_HINTS: Readonly<Record<EvidenceKind, string>> = {
  hand: "You said the mood of each of them yourself.",
  batch: "You accepted their guesses together. Say a song’s mood alone and it counts fully.",
  file: "A mood column of a file that you imported.",
  playlist: "A playlist whose name is a mood.",
  seen: "You had them on screen for 2 seconds or more, and passed them over on the way to a correction.",
};

/** "fully", "half", "70 %", "for nothing". */
export function weightWords(weight: number): string {
  if (weight === 0) return "for nothing";
  if (weight === 1) return "fully";
  return weight === 0.5 ? "half" : formatPercent(weight);
}
