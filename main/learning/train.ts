import type { Evaluation, Interval } from "../../common/domain/model.ts";
import type { MoodDefinition } from "../../common/domain/mood.ts";
import type { Model } from "./classifier.ts";
import type { Moves } from "./session/moves.ts";
import type { Guesses } from "./session/rows.ts";

/** What a training is given beside the library's rows, which the session has (session/session.ts). */
export type TrainInput = {
  /** Rows of the library, ascending. */
  readonly labelledRows: Int32Array;
  /** Per labelled row: track id, index into `moods`, weight and recording. */
  readonly ids: Int32Array;
  readonly target: Int32Array;
  readonly weights: Float32Array;
  readonly groups: readonly string[];
  /** Per labelled row: bit n = the mood with index n fits too, beside its own. */
  readonly also: Uint32Array;
  /** Rows that were seen and left as they were: learnt from a little, never tested on. None of them is labelled. */
  readonly weak: WeakRows;
  /** The labelled rows whose label the model in use was already trained on. */
  readonly previousLabelledRows: Int32Array;
  readonly moods: readonly {
    readonly id: number;
    readonly name: string;
    readonly definition: MoodDefinition;
  }[];
  readonly seed: number;
  /** So much of what the model will call sure is to be right; left out: as calibration.ts says. */
  readonly sureShare?: number | undefined;
};

/** Parallel, in the order of rows; `target` indexes the moods. */
type WeakRows = {
  readonly rows: Int32Array;
  readonly target: Int32Array;
  readonly weights: Float32Array;
  /** Recording of each row, named as those of the labelled rows are. */
  readonly groups: readonly string[];
};

export type TrainOutput = {
  /** Names this training: the next one goes on from it, if its model is then the one in use. */
  readonly number: number;
  readonly model: Model;
  /** Mood ids in the order of the model's classes. */
  readonly moods: readonly number[];
  /** For every row of the library. */
  readonly guesses: Guesses;
  readonly moves: Moves;
  readonly evaluation: Evaluation | null;
  readonly agreement: { readonly before: Interval | null; readonly after: Interval | null };
  /** Per labelled row: the class that was guessed while it was held out; 255 where it was not checked. */
  readonly heldOut: Uint8Array<ArrayBuffer>;
  /** Per labelled row: the mood that the model in use says while the label is held out from it too; 0 = not asked. */
  readonly before: Int32Array<ArrayBuffer>;
  /** What limits the figures, as a sentence for the user. */
  readonly note: string | null;
};
