import { open } from "node:fs/promises";
import { basename } from "node:path";
import {
  MAX_MODEL_BYTES,
  MODEL_FILE_FEATURES,
  modelFileSchema,
  type ClusteringFile,
  type ModelFile,
} from "../../../common/domain/model-file.ts";
import { AppError } from "../../../common/errors.ts";
import { readModel, type Model } from "../../learning/classifier.ts";
import { fitEngineer } from "../../learning/engineer.ts";
import type { ClusterOutput } from "../../learning/messages.ts";

const NOTE =
  "A model of moods, learnt from one person's labels: weights and scales alone. It holds no tracks, no titles, no labels and no audio.";

/** Any number beyond this is no weight and no scale, and could overflow where it is used. */
const LARGEST = 1e9;

export type CheckedModelFile = { readonly file: ModelFile; readonly model: Model };

/** The content of a model's file. */
export function writeModelFile(
  content: Pick<ModelFile, "createdAt" | "undertone" | "moods" | "figures" | "clustering"> & {
    readonly model: Model;
  },
): string {
  const { createdAt, undertone, moods, model, clustering, figures } = content;
  const file: ModelFile = {
    format: "undertone-model",
    version: 1,
    createdAt,
    undertone,
    note: NOTE,
    features: MODEL_FILE_FEATURES,
    moods,
    model,
    clustering,
    figures,
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}

/** The library's clusters as a file holds them. */
export function toClusteringFile(
  { scaler, centres }: Pick<ClusterOutput, "scaler" | "centres">,
  seed: number,
): ClusteringFile {
  const columns = scaler.mean.length;
  const k = centres.length / columns;
  return {
    k,
    seed,
    scaler: { mean: [...scaler.mean], scale: [...scaler.scale] },
    centres: Array.from({ length: k }, (_, centre) =>
      Array.from(centres.subarray(centre * columns, (centre + 1) * columns)),
    ),
  };
}

/**
 * Reads and checks a model's file. Throws AppError `file_missing`, `file_too_large`, or `file_unreadable` for anything
 * that is not a whole model that this version can use.
 */
export async function readModelFile(path: string): Promise<CheckedModelFile> {
  return checkModelFile(await readText(path), basename(path));
}

/** See {@link readModelFile}; `name` is what the file is called in errors. */
export function checkModelFile(text: string, name: string): CheckedModelFile {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw unreadable(name, "it is not JSON");
  }
  const head = raw as { format?: unknown; version?: unknown } | null;
  if (typeof head !== "object" || head?.format !== "undertone-model")
    throw unreadable(name, "it is not a model of Undertone");
  if (head.version !== 1)
    throw unreadable(name, "it was written by a newer version of Undertone, which you need");
  const parsed = modelFileSchema.safeParse(raw);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw unreadable(name, `${issue?.path.join(".") || "the file"}: ${issue?.message ?? "wrong"}`);
  }
  const model = readModel(parsed.data.model);
  if (!model || !isWhole(model))
    throw unreadable(name, "its weights and scales do not fit this version of Undertone");
  return { file: parsed.data, model };
}

async function readText(path: string): Promise<string> {
  const handle = await open(path, "r").catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? error.code : null;
    throw code === "ENOENT"
      ? new AppError("file_missing", `There is no file ${path}. Check the path and try again.`)
      : unreadable(basename(path), "the system does not let it be read");
  });
  try {
    const info = await handle.stat();
    if (!info.isFile()) throw unreadable(basename(path), "it is not a file");
    if (info.size > MAX_MODEL_BYTES) {
      throw new AppError(
        "file_too_large",
        `“${basename(path)}” is far too large to be a model of Undertone. Choose a file that \`models export\` wrote.`,
      );
    }
    return await handle.readFile("utf8");
  } finally {
    await handle.close();
  }
}

/** Widths as this version engineers its columns, scales that can be divided by, and numbers that cannot overflow. */
function isWhole({ engineer, weights, temperature }: Model): boolean {
  const width = MODEL_FILE_FEATURES.length;
  const empty = { rows: 1, columns: width, data: new Float32Array(width).fill(NaN) };
  const expected = fitEngineer(empty);
  const fits = (["base", "expanded"] as const).every(
    (part) =>
      engineer[part].mean.length === expected[part].mean.length &&
      engineer[part].scale.length === expected[part].scale.length,
  );
  const scales = [...engineer.base.scale, ...engineer.expanded.scale, temperature];
  const numbers = [...engineer.base.mean, ...engineer.expanded.mean, ...weights, ...scales];
  return (
    fits &&
    scales.every((scale) => scale > 1e-9) &&
    numbers.every((number) => Math.abs(number) <= LARGEST)
  );
}

function unreadable(name: string, why: string): AppError {
  return new AppError(
    "file_unreadable",
    `“${name}” cannot be read as a model: ${why}. Choose a file that \`models export\` wrote.`,
  );
}
