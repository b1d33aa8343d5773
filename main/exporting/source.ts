import type { TrainReport } from "../../common/domain/model.ts";
import type { Mood } from "../../common/domain/mood.ts";
import type { LibraryStats } from "../../common/domain/stats.ts";
import type { Track } from "../../common/domain/track.ts";

/** A track with what only an export shows. */
export type ExportTrack = {
  readonly track: Track;
  /** Its sound file on this machine. */
  readonly filePath: string | null;
  readonly labelledAt: string | null;
  /** In the order of MODEL_FEATURES, in their own units; null = not known. */
  readonly raw: readonly (number | null)[];
  /** StandardScaler's values; a missing one is 0, the mean. */
  readonly scaled: readonly number[];
  /** The model's, in the order of its moods; empty where it said nothing. */
  readonly probabilities: readonly { readonly mood: number; readonly probability: number }[];
};

/** What the exporters write: one moment of a library, or a list in a test. */
export type ExportSource = {
  readonly count: number;
  readonly moods: readonly Mood[];
  readonly stats: LibraryStats;
  /** What the training of the model in use reported. */
  readonly model: TrainReport | null;
  tracks(): Iterable<ExportTrack>;
};
