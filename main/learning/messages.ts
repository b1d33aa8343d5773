import type { Progress } from "../../common/domain/job.ts";
import type { ErrorValue } from "../../common/errors.ts";
import type { CheckInput, CheckOutput } from "./checks/check.ts";
import type { Model, Prediction } from "./classifier.ts";
import type { DiscoverInput, DiscoverOutput } from "./discover/discover.ts";
import type { DoctorInput, DoctorOutput } from "./doctor.ts";
import type { Scaler } from "./scale.ts";
import type {
  HoldInput,
  PatchInput,
  ScoreInput,
  ScoreOutput,
  SessionTrainInput,
} from "./session/session.ts";
import type { Neighbours, SimilarInput } from "./similar.ts";
import type { SuggestInput, SuggestOutput } from "./suggest.ts";
import type { TrainOutput } from "./train.ts";
import type { TrainingFeatures } from "./training-features.ts";

export type ClusterInput = {
  /** Raw units; NaN = missing. */
  readonly features: TrainingFeatures;
  readonly k: number;
  readonly seed: number;
  readonly starts: number;
};
export type ClusterOutput = {
  readonly labels: Uint8Array;
  /** Row-major, k × columns, in scaled units. */
  readonly centres: Float64Array;
  /** One per cluster, in raw units; NaN in columns of which nothing is known. */
  readonly rawCentres: readonly (readonly number[])[];
  readonly scaler: Scaler;
  readonly inertia: number;
};
export type PredictInput = { readonly model: Model; readonly features: TrainingFeatures };
export type PredictOutput = { readonly prediction: Prediction };

/** What each kind of request takes and gives. */
export type Work = {
  /** Rows of the library for the session to keep. */
  hold: { input: HoldInput; output: { readonly held: boolean } };
  patch: { input: PatchInput; output: { readonly held: boolean } };
  /** Null: the session does not have this library. */
  train: { input: SessionTrainInput; output: TrainOutput | null };
  score: { input: ScoreInput; output: ScoreOutput | null };
  cluster: { input: ClusterInput; output: ClusterOutput };
  discover: { input: DiscoverInput; output: DiscoverOutput };
  predict: { input: PredictInput; output: PredictOutput };
  /** Null: the library has to be sent (again). */
  similar: { input: SimilarInput; output: Neighbours | null };
  suggest: { input: SuggestInput; output: SuggestOutput };
  doctor: { input: DoctorInput; output: DoctorOutput };
  check: { input: CheckInput; output: CheckOutput };
};
export type WorkName = keyof Work;

/** What is asked of the thread that has the library in its memory. */
export const SESSION_WORK: ReadonlySet<WorkName> = new Set(["hold", "patch", "train", "score"]);

/** What takes seconds, and nobody who asks something short should wait for. */
export const LONG_WORK: ReadonlySet<WorkName> = new Set(["discover", "doctor", "check"]);

export type Call = {
  [Name in WorkName]: { readonly type: Name; readonly input: Work[Name]["input"] };
}[WorkName];

/** `cancel` is about the call that is under way. */
export type Request = Call | { readonly type: "cancel" };

export type Answer =
  | { readonly type: "progress"; readonly progress: Progress }
  | { readonly type: "done"; readonly value: unknown }
  | { readonly type: "failed"; readonly error: ErrorValue; readonly detail: string };
