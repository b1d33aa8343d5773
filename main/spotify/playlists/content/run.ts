import { z } from "zod";
import type { WriteEntry } from "../../../library/mood-playlist-receipts.ts";
import { operateAll, operationSchema, type Operation } from "./operation.ts";
import type { Item } from "./items.ts";

/** The requests that a playlist is being written by, and how many of them were answered. */
export type Run = {
  readonly base: readonly Item[];
  readonly operations: readonly Operation[];
  readonly step: number;
};

/** The content after the first `step` requests. */
export function contentAt({ base, operations }: Run, step: number): Item[] {
  return operateAll(base, operations.slice(0, step));
}

/** Null where writing has not begun. */
export function runOf(write: WriteEntry): Run | null {
  if (write.base === null || write.operations === null) return null;
  return {
    base: write.base,
    operations: z.array(operationSchema).parse(write.operations),
    step: write.step,
  };
}
