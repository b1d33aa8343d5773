import { basename } from "node:path";
import type { CallInput } from "../../../common/contract.ts";
import type { FileEvaluation } from "../../../common/domain/checks.ts";
import type { MoodDefinition } from "../../../common/domain/mood.ts";
import { AppError } from "../../../common/errors.ts";
import type { Against } from "../../learning/checks/check.ts";
import type { PeerName } from "../../learning/checks/peers.ts";
import type { Learning } from "../../learning/client.ts";
import type { Running } from "../../learning/evaluate.ts";
import type { Library } from "../../library/library.ts";
import { listMoods } from "../../library/moods.ts";
import { moodCalled } from "../../moods/name-match.ts";
import type { Ports } from "../../ports.ts";
import type { CallContext } from "../../rpc/dispatch.ts";
import { labelColumn, labelledRows } from "../labelled.ts";
import { readModelFile } from "../models/file.ts";
import { readRows, type Tables } from "../table.ts";

type Deps = {
  readonly library: Library;
  readonly learning: Learning;
  readonly ports: Pick<Ports, "files" | "log">;
  readonly tables: Tables;
};

type Input = CallInput<"models.evaluate">;

const PEER_NAMES = {
  majority: "the most frequent mood",
  centroid: "the nearest mean",
  knn: "15 nearest neighbours",
} as const satisfies Record<PeerName, string>;

/**
 * Cross-validates on a labelled file; the library is asked for its moods' definitions alone. Throws AppError
 * `bad_input`, `no_features`, `not_enough_labels`, or what reading the files throws.
 */
export async function evaluateFile(
  deps: Deps,
  input: Input,
  { signal, report }: CallContext,
): Promise<FileEvaluation> {
  const { library, learning, ports, tables } = deps;
  const { label, folds, seed } = input;
  const rows = await readRows(tables, ports.files.resolve(input.file), {
    column: (columns) => labelColumn(columns, label),
    signal,
    log: ports.log,
  });
  const { leftOut, ...labelled } = labelledRows(rows, label);
  if (leftOut > 0)
    ports.log("info", `${leftOut} rows have no label or no features and were left out.`);
  const definitions = definitionsOf(library, labelled.labels);
  const running: Running = { signal, report };
  const found = await learning.check(
    {
      ...labelled,
      weights: new Float32Array(labelled.target.length).fill(1),
      definitions,
      library: null,
      weak: null,
      folds,
      repeats: input.repeats ?? 1,
      seed,
      strategy: input.learningCurve?.strategy ?? null,
      against: await againstOf(deps, input, labelled.labels, definitions),
      unlabelled: null,
    },
    running,
  );
  return {
    ...found.evaluation,
    ...(input.repeats !== undefined && { repeats: found.repeats }),
    ...(found.learningCurve && { learningCurve: found.learningCurve }),
    ...(found.comparison && { comparison: found.comparison }),
  };
}

/**
 * The definition of the library's mood of each label's name, or of which the label is another word ("energetic" is
 * hype); without ranges where it has none. No two labels are the same mood.
 */
function definitionsOf(library: Library, labels: readonly string[]): MoodDefinition[] {
  const moods = listMoods(library.db);
  const meant = labels.map((label) => moodCalled(label, moods));
  return meant.map((mood, index) => {
    const isTheirs = labels[index]?.toLowerCase() === mood?.name.toLowerCase();
    const others = meant.filter((other) => other === mood).length;
    return mood && (isTheirs || others === 1) ? mood.definition : {};
  });
}

async function againstOf(
  { ports }: Deps,
  { compare, label }: Input,
  labels: readonly string[],
  definitions: readonly MoodDefinition[],
): Promise<Against | null> {
  if (!compare) return null;
  switch (compare.with) {
    case "majority":
    case "centroid":
    case "knn":
      return { kind: "peer", peer: compare.with, name: PEER_NAMES[compare.with] };
    case "definitions": {
      if (definitions.every((definition) => Object.keys(definition).length === 0)) {
        throw new AppError(
          "bad_input",
          `None of the labels in “${label}” (${labels.slice(0, 10).join(", ")}) is a mood with a definition in your library. Define moods of these names first, or compare with something else.`,
          { path: "compare" },
        );
      }
      return { kind: "definitions", name: "the moods’ definitions alone" };
    }
    case "model": {
      const path = ports.files.resolve(compare.file);
      const { file, model } = await readModelFile(path);
      const classes = file.moods.map(({ name }) =>
        labels.findIndex((known) => known.toLowerCase() === name.toLowerCase()),
      );
      if (classes.every((index) => index < 0)) {
        throw new AppError(
          "bad_input",
          `None of the model’s moods (${file.moods.map(({ name }) => name).join(", ")}) is a label in “${label}” (${labels.slice(0, 10).join(", ")}). Choose the model or the column of the same moods.`,
          { path: "compare" },
        );
      }
      return { kind: "model", name: `the model in ${basename(path)}`, model, labels: classes };
    }
    default:
      return compare satisfies never;
  }
}
