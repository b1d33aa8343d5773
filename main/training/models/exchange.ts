import { basename } from "node:path";
import type { ExportReport } from "../../../common/domain/export.ts";
import type { ModelFilePreview, ModelImportReport } from "../../../common/domain/model-file.ts";
import { modelOriginSchema } from "../../../common/domain/model-history.ts";
import { clusteringFileSchema } from "../../../common/domain/model-file.ts";
import { AppError } from "../../../common/errors.ts";
import type { Settings } from "../../../common/domain/settings.ts";
import { readModel } from "../../learning/classifier.ts";
import type { Learning } from "../../learning/client.ts";
import type { Library } from "../../library/library.ts";
import {
  getModel,
  getReport,
  insertModel,
  modelInUse,
  type StoredModel,
} from "../../library/models.ts";
import { createMood, listMoods } from "../../library/moods.ts";
import type { Ports } from "../../ports.ts";
import type { CallContext } from "../../rpc/dispatch.ts";
import { CLUSTERING, libraryClusters } from "./answer.ts";
import { readModelFile, toClusteringFile, writeModelFile, type CheckedModelFile } from "./file.ts";
import { moodsOf } from "./names.ts";

/** How a file gets on the disk: whole or not at all; what the exporting does, given by the composition root. */
export type WriteWhole = (
  path: string,
  options: { readonly force: boolean; readonly signal: AbortSignal },
  write: (file: { write(text: string): Promise<void> }) => Promise<void>,
) => Promise<number>;

type Deps = {
  readonly library: Library;
  readonly learning: Learning;
  readonly settings: () => Settings;
  readonly ports: Pick<Ports, "files" | "version">;
  readonly write: WriteWhole;
};

/** Writes a model (without `id`, the one in use) with all that `predict` needs to answer from the file alone. */
export async function exportModel(
  deps: Deps,
  { id, path, force }: { readonly id?: number | undefined; path: string; force: boolean },
  running: CallContext,
): Promise<ExportReport> {
  const { library, ports, write } = deps;
  const stored = id === undefined ? modelInUse(library.db) : getModel(library.db, id);
  if (!stored) {
    throw new AppError(
      "conflict",
      "No model is in use yet. Train one first (`train`), then export it.",
    );
  }
  const model = readModel(stored.data);
  if (!model) {
    throw new AppError(
      "conflict",
      "This model was made by another version of Undertone and cannot be exported. Train a new one instead.",
    );
  }
  const text = writeModelFile({
    createdAt: stored.createdAt,
    undertone: ports.version,
    moods: moodsForFile(library, stored),
    model,
    clustering: await clusteringOf(deps, stored, running),
    figures: figuresOf(library, stored),
  });
  const bytes = await write(path, { force, signal: running.signal }, (file) => file.write(text));
  const url = ports.files.download(path);
  return {
    files: [{ path, rows: model.classes, bytes }],
    downloads: url === null ? [] : [{ name: basename(path), url }],
  };
}

/** Names as they are now, where the mood is still there; definitions as they were. */
function moodsForFile(library: Library, stored: StoredModel) {
  const now = new Map(listMoods(library.db).map((mood) => [mood.id, mood]));
  const taken = new Set<string>();
  return moodsOf(library, stored).map(({ id, name, definition }) => {
    const mood = now.get(id ?? 0);
    const wanted = mood?.name ?? name;
    let free = wanted;
    // A deleted mood's name may have been given to another one since.
    for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${wanted} ${number}`;
    taken.add(free.toLowerCase());
    return { name: free, definition: definition ?? mood?.definition ?? {} };
  });
}

async function clusteringOf(deps: Deps, { origin }: StoredModel, running: CallContext) {
  // An imported model goes on as it came.
  const came = clusteringFileSchema.safeParse(
    (origin as { clustering?: unknown } | null)?.clustering,
  );
  if (came.success) return came.data;
  return toClusteringFile(await libraryClusters(deps, running), CLUSTERING.seed);
}

function figuresOf(library: Library, { id, labels, origin }: StoredModel) {
  if (origin !== null) return modelOriginSchema.parse(origin).figures;
  const { evaluation } = getReport(library.db, id);
  return {
    labels: labels.length,
    accuracy: evaluation?.accuracy ?? null,
    macroF1: evaluation?.macroF1 ?? null,
    logLoss: evaluation?.logLoss ?? null,
    ece: evaluation?.ece ?? null,
  };
}

/** What a file holds, and which of its moods the library has. */
export async function inspectModel(library: Library, path: string): Promise<ModelFilePreview> {
  const checked = await readModelFile(path);
  const { undertone, createdAt, figures } = checked.file;
  return { undertone, createdAt, figures, moods: matchMoods(library, checked) };
}

/** Stores a file's model; nothing of the library changes but, if wanted, the moods that it lacks are made. */
export async function importModel(
  library: Library,
  path: string,
  createMoods: boolean,
): Promise<Pick<ModelImportReport, "model" | "created" | "missing">> {
  const checked = await readModelFile(path);
  const { file, model } = checked;
  return library.write(() => {
    const matched = matchMoods(library, checked);
    const created: string[] = [];
    const missing: string[] = [];
    const moods = matched.map(({ id, name, definition }, index) => {
      if (id !== null) return id;
      if (createMoods) {
        created.push(name);
        return createMood(library.db, { name, definition }).id;
      }
      missing.push(name);
      return -1 - index;
    });
    if (moods.filter((id) => id > 0).length < Math.min(2, moods.length)) {
      throw new AppError(
        "conflict",
        `Your library has too few of the model's moods (${matched.map(({ name }) => name).join(", ")}). Let them be made (\`--create-moods\`), or name yours so.`,
      );
    }
    const createdAt = new Date().toISOString();
    const id = insertModel(library.db, {
      createdAt,
      moods,
      moodsThen: file.moods,
      data: model,
      labels: [],
      source: "imported",
      origin: {
        undertone: file.undertone,
        createdAt: file.createdAt,
        figures: file.figures,
        clustering: file.clustering,
      },
      report: {
        createdAt,
        labels: 0,
        moved: 0,
        movedTracks: [],
        agreement: { before: null, after: null },
        evaluation: null,
        note: `Imported from ${basename(path)}: it learnt from somebody's labels, none of which are here.`,
        milliseconds: 0,
      },
      use: false,
    });
    return { model: id, created, missing };
  });
}

function matchMoods(library: Library, { file }: CheckedModelFile): ModelFilePreview["moods"] {
  const known = new Map(listMoods(library.db).map(({ id, name }) => [name.toLowerCase(), id]));
  return file.moods.map((mood) => ({ ...mood, id: known.get(mood.name.toLowerCase()) ?? null }));
}
