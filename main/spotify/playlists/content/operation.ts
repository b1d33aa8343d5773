import { z } from "zod";
import type { Item } from "./items.ts";

/** What one request to Spotify takes at most. */
export const REQUEST_ITEMS = 100;

/**
 * One request that changes a playlist. There is none that replaces all: it would wipe what somebody adds between our
 * last look and the request. These leave rows alone that they do not name.
 */
export const operationSchema = z.discriminatedUnion("kind", [
  /** Every copy of these. */
  z.object({ kind: z.literal("remove"), items: z.array(z.string()) }),
  /** `before` is counted before the range is taken out. */
  z.object({
    kind: z.literal("move"),
    start: z.number().int(),
    length: z.number().int(),
    before: z.number().int(),
  }),
  /** At the end where no position is given. */
  z.object({
    kind: z.literal("add"),
    items: z.array(z.string()),
    position: z.number().int().nullable(),
  }),
]);
export type Operation = z.infer<typeof operationSchema>;

/** The content after an operation, as Spotify does it. */
export function operate(content: readonly Item[], operation: Operation): Item[] {
  switch (operation.kind) {
    case "remove": {
      const gone = new Set(operation.items);
      return content.filter((item) => !gone.has(item));
    }
    case "move": {
      const { start, length, before } = operation;
      const range = content.slice(start, start + length);
      const rest = [...content.slice(0, start), ...content.slice(start + length)];
      return rest.toSpliced(before > start ? before - range.length : before, 0, ...range);
    }
    case "add":
      return content.toSpliced(operation.position ?? content.length, 0, ...operation.items);
  }
}

export function operateAll(content: readonly Item[], operations: readonly Operation[]): Item[] {
  return operations.reduce(operate, [...content]);
}
