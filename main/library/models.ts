import type { Database } from "better-sqlite3";
import { z } from "zod";
import {
  trainReportSchema,
  type ModelSummary,
  type TrainReport,
} from "../../common/domain/model.ts";
import { AppError } from "../../common/errors.ts";
import { prepared } from "./prepared.ts";

/** Older models are dropped beyond this many; the one in use always stays. */
const KEEP_MODELS = 100;

export type StoredModel = {
  readonly id: number;
  readonly createdAt: string;
  /** Mood ids in the order of the model's classes. */
  readonly moods: readonly number[];
  /** As the learning made it; opaque to the library. */
  readonly data: unknown;
  readonly labels: readonly { readonly trackId: number; readonly moodId: number }[];
};

export type NewModel = Omit<StoredModel, "id"> & { readonly report: Omit<TrainReport, "model"> };

/** Stores a model and puts it in use. Call inside a transaction. */
export function insertModel(db: Database, model: NewModel): number {
  const pairs = new Int32Array(model.labels.length * 2);
  model.labels.forEach(({ trackId, moodId }, index) => {
    pairs[index * 2] = trackId;
    pairs[index * 2 + 1] = moodId;
  });
  const { lastInsertRowid } = prepared(
    db,
    "INSERT INTO models (created_at, label_count, moods, data, report, labels) VALUES (?, ?, ?, ?, ?, ?)",
  ).run(
    model.createdAt,
    model.labels.length,
    JSON.stringify(model.moods),
    JSON.stringify(model.data),
    JSON.stringify(model.report),
    Buffer.from(pairs.buffer),
  );
  const id = Number(lastInsertRowid);
  useModel(db, id);
  prepared(
    db,
    "DELETE FROM models WHERE in_use = 0 AND id <= (SELECT max(id) FROM models) - ?",
  ).run(KEEP_MODELS);
  return id;
}

export function useModel(db: Database, id: number): void {
  prepared(db, "UPDATE models SET in_use = 0 WHERE in_use = 1").run();
  prepared(db, "UPDATE models SET in_use = 1 WHERE id = ?").run(id);
}

export function modelInUse(db: Database): StoredModel | null {
  const id = prepared(db, "SELECT id FROM models WHERE in_use = 1").pluck().get() as
    | number
    | undefined;
  return id === undefined ? null : getModel(db, id);
}

/** Throws AppError `not_found`. */
export function getModel(db: Database, id: number): StoredModel {
  const row = prepared(
    db,
    "SELECT id, created_at, moods, data, labels FROM models WHERE id = ?",
  ).get(id) as
    | { id: number; created_at: string; moods: string; data: string; labels: Buffer }
    | undefined;
  if (!row)
    throw new AppError("not_found", "There is no such model; `models` lists those there are.");
  // A copy, because a Buffer may start at an odd place of a larger one.
  const pairs = new Int32Array(Uint8Array.from(row.labels).buffer);
  return {
    id: row.id,
    createdAt: row.created_at,
    moods: z.array(z.number().int()).parse(JSON.parse(row.moods)),
    data: JSON.parse(row.data) as unknown,
    labels: Array.from({ length: pairs.length / 2 }, (_, index) => ({
      trackId: pairs[index * 2] ?? 0,
      moodId: pairs[index * 2 + 1] ?? 0,
    })),
  };
}

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
            report ->> '$.evaluation.macroF1' AS macro_f1, report ->> '$.evaluation.logLoss' AS log_loss
     FROM models ORDER BY id DESC`,
  ).all() as {
    id: number;
    created_at: string;
    label_count: number;
    in_use: number;
    accuracy: string | null;
    macro_f1: number | null;
    log_loss: number | null;
  }[];
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.created_at,
    labels: row.label_count,
    accuracy: row.accuracy === null ? null : (JSON.parse(row.accuracy) as ModelSummary["accuracy"]),
    macroF1: row.macro_f1,
    logLoss: row.log_loss,
    inUse: row.in_use === 1,
  }));
}
