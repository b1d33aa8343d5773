import type { Database } from "better-sqlite3";
import { z } from "zod";
import {
  trainReportSchema,
  type Evaluation,
  type ModelSummary,
  type TrainReport,
} from "../../common/domain/model.ts";
import { moodDefinitionSchema, type MoodDefinition } from "../../common/domain/mood.ts";
import type { Settings } from "../../common/domain/settings.ts";
import { AppError } from "../../common/errors.ts";
import { listMoods } from "./moods.ts";
import { prepared } from "./prepared.ts";

/** Older models are dropped beyond this many; the one in use always stays. */
const KEEP_MODELS = 100;

/** Where nothing is known of how right a model is, its guesses are called sure from here on. */
const SURE_FROM = 0.6;
/** Stands in `heldOut` for a label that was not checked. */
export const NOT_CHECKED = 255;

export type MoodThen = {
  readonly name: string;
  readonly definition: MoodDefinition;
};

export type StoredModel = {
  readonly id: number;
  readonly createdAt: string;
  /** Mood ids in the order of the model's classes. Negative where an imported model's mood is not in the library. */
  readonly moods: readonly number[];
  /** The same moods as they were when it was trained; null for models of 0.1. */
  readonly moodsThen: readonly MoodThen[] | null;
  /** As the learning made it; opaque to the library. */
  readonly data: unknown;
  readonly labels: readonly { readonly trackId: number; readonly moodId: number }[];
  /** Per label: the class that was guessed while it was held out, or NOT_CHECKED. Null: not recorded. */
  readonly heldOut: Uint8Array | null;
  readonly source: ModelSummary["source"];
  readonly heldBack: ModelSummary["heldBack"];
  /** What an imported model's file said of where it was made; opaque to the library. Null for others. */
  readonly origin: unknown;
};

export type NewModel = Pick<StoredModel, "createdAt" | "moods" | "data" | "labels"> & {
  readonly report: Omit<TrainReport, "model">;
  /** Left out: as the moods are now. */
  readonly moodsThen?: StoredModel["moodsThen"] | undefined;
  readonly heldOut?: StoredModel["heldOut"] | undefined;
  readonly source?: StoredModel["source"] | undefined;
  readonly heldBack?: StoredModel["heldBack"] | undefined;
  readonly origin?: unknown;
  /** False: it is stored only. */
  readonly use?: boolean | undefined;
};

/** Stores a model and, unless told otherwise, puts it in use. Call inside a transaction. */
export function insertModel(db: Database, model: NewModel): number {
  const pairs = new Int32Array(model.labels.length * 2);
  model.labels.forEach(({ trackId, moodId }, index) => {
    pairs[index * 2] = trackId;
    pairs[index * 2 + 1] = moodId;
  });
  const { heldOut = null, origin = null, use = true } = model;
  const { lastInsertRowid } = prepared(
    db,
    `INSERT INTO models (created_at, label_count, moods, data, report, labels, moods_then, held_out, sure_from, source, held_back, origin)
     VALUES (@createdAt, @count, @moods, @data, @report, @labels, @moodsThen, @heldOut, @data ->> '$.sureFrom', @source, @heldBack, @origin)`,
  ).run({
    createdAt: model.createdAt,
    count: model.labels.length,
    moods: JSON.stringify(model.moods),
    data: JSON.stringify(model.data),
    report: JSON.stringify(model.report),
    labels: Buffer.from(pairs.buffer),
    moodsThen: JSON.stringify(model.moodsThen ?? moodsNow(db, model.moods)),
    heldOut: heldOut && Buffer.from(heldOut),
    source: model.source ?? "trained",
    heldBack: model.heldBack ?? null,
    origin: origin === null ? null : JSON.stringify(origin),
  });
  const id = Number(lastInsertRowid);
  if (use) useModel(db, id);
  prepared(
    db,
    "DELETE FROM models WHERE in_use = 0 AND id <= (SELECT max(id) FROM models) - ?",
  ).run(KEEP_MODELS);
  return id;
}

function moodsNow(db: Database, ids: readonly number[]): MoodThen[] {
  const moods = new Map(listMoods(db).map((mood) => [mood.id, mood]));
  return ids.map((id) => {
    const { name = "", definition = {} } = moods.get(id) ?? {};
    return { name, definition };
  });
}

export function useModel(db: Database, id: number): void {
  prepared(db, "UPDATE models SET in_use = 0 WHERE in_use = 1").run();
  prepared(db, "UPDATE models SET in_use = 1, held_back = NULL WHERE id = ?").run(id);
}

export function modelInUse(db: Database): StoredModel | null {
  const id = modelInUseId(db);
  return id === null ? null : getModel(db, id);
}

/** What a new model is held against, without what is large. */
export function modelInPlace(
  db: Database,
): (Pick<StoredModel, "id" | "moods" | "source"> & { readonly evaluation: Loss | null }) | null {
  const row = prepared(
    db,
    `SELECT id, moods, source, report ->> '$.evaluation.logLoss' AS loss, report ->> '$.evaluation.size' AS size
     FROM models WHERE in_use = 1`,
  ).get() as
    | (Pick<ModelRow, "id" | "moods" | "source"> & { loss: number | null; size: number | null })
    | undefined;
  if (!row) return null;
  const { id, moods, source, loss, size } = row;
  return {
    id,
    moods: idsSchema.parse(JSON.parse(moods)),
    source,
    evaluation: loss === null || size === null ? null : { logLoss: loss, size },
  };
}

type Loss = Pick<Evaluation, "logLoss" | "size">;

/**
 * Whether the user has yet to be asked about a model that agrees less: once they kept the one in use, further ones like
 * it wait without asking.
 */
export function heldBackState(db: Database): "asked" | "kept" {
  const last = prepared(
    db,
    `SELECT held_back FROM models WHERE id > (SELECT id FROM models WHERE in_use = 1) AND held_back IS NOT NULL
     ORDER BY id DESC LIMIT 1`,
  )
    .pluck()
    .get() as ModelSummary["heldBack"] | undefined;
  return last ?? "asked";
}

export function modelInUseId(db: Database): number | null {
  const id = prepared(db, "SELECT id FROM models WHERE in_use = 1").pluck().get() as
    | number
    | undefined;
  return id ?? null;
}

/**
 * Below this confidence a guess is called unsure: what the user set, else where the model in use says that enough of
 * the others are right.
 */
export function unsureBelow(db: Database, settings: Pick<Settings, "unsureBelow">): number {
  if (settings.unsureBelow !== null) return settings.unsureBelow;
  const own = prepared(db, "SELECT sure_from FROM models WHERE in_use = 1").pluck().get() as
    | number
    | null
    | undefined;
  return own ?? SURE_FROM;
}

/** The user does not want the models that agree less with their labels than the one in use. */
export function keepModelInUse(db: Database): void {
  prepared(db, "UPDATE models SET held_back = 'kept' WHERE held_back = 'asked'").run();
}

type ModelRow = {
  readonly id: number;
  readonly created_at: string;
  readonly moods: string;
  readonly moods_then: string | null;
  readonly data: string;
  readonly labels: Buffer;
  readonly held_out: Buffer | null;
  readonly source: ModelSummary["source"];
  readonly held_back: ModelSummary["heldBack"];
  readonly origin: string | null;
};

/** Throws AppError `not_found`. */
export function getModel(db: Database, id: number): StoredModel {
  const row = prepared(
    db,
    `SELECT id, created_at, moods, moods_then, data, labels, held_out, source, held_back, origin
     FROM models WHERE id = ?`,
  ).get(id) as ModelRow | undefined;
  if (!row)
    throw new AppError("not_found", "There is no such model; `models` lists those there are.");
  // A copy, because a Buffer may start at an odd place of a larger one.
  const pairs = new Int32Array(Uint8Array.from(row.labels).buffer);
  return {
    id: row.id,
    createdAt: row.created_at,
    moods: idsSchema.parse(JSON.parse(row.moods)),
    moodsThen: row.moods_then === null ? null : moodsThenSchema.parse(JSON.parse(row.moods_then)),
    data: JSON.parse(row.data) as unknown,
    labels: Array.from({ length: pairs.length / 2 }, (_, index) => ({
      trackId: pairs[index * 2] ?? 0,
      moodId: pairs[index * 2 + 1] ?? 0,
    })),
    heldOut: row.held_out && Uint8Array.from(row.held_out),
    source: row.source,
    heldBack: row.held_back,
    origin: row.origin === null ? null : (JSON.parse(row.origin) as unknown),
  };
}

const idsSchema = z.array(z.number().int());
const moodsThenSchema = z.array(z.object({ name: z.string(), definition: moodDefinitionSchema }));

/** Throws AppError `not_found`. */
export function getReport(db: Database, id: number): TrainReport {
  const text = prepared(db, "SELECT report FROM models WHERE id = ?").pluck().get(id) as
    | string
    | undefined;
  if (text === undefined) throw new AppError("not_found", "There is no such model any more.");
  return trainReportSchema.parse({ ...(JSON.parse(text) as object), model: id });
}

/** Newest first. */
export function listModels(db: Database): ModelSummary[] {
  const rows = prepared(
    db,
    `SELECT id, created_at, label_count, in_use, report -> '$.evaluation.accuracy' AS accuracy,
            report ->> '$.evaluation.macroF1' AS macro_f1, report ->> '$.evaluation.logLoss' AS log_loss,
            source, sure_from, held_back
     FROM models ORDER BY id DESC`,
  ).all() as {
    id: number;
    created_at: string;
    label_count: number;
    in_use: number;
    accuracy: string | null;
    macro_f1: number | null;
    log_loss: number | null;
    source: ModelSummary["source"];
    sure_from: number | null;
    held_back: ModelSummary["heldBack"];
  }[];
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.created_at,
    labels: row.label_count,
    accuracy: row.accuracy === null ? null : (JSON.parse(row.accuracy) as ModelSummary["accuracy"]),
    macroF1: row.macro_f1,
    logLoss: row.log_loss,
    inUse: row.in_use === 1,
    source: row.source,
    sureFrom: row.sure_from ?? SURE_FROM,
    heldBack: row.held_back,
  }));
}
