import { z } from "zod";
import { errorValueSchema } from "./errors.ts";

/** What every call answers with, on every transport. */
export const envelopeSchema = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: errorValueSchema }),
]);
export type Envelope = z.infer<typeof envelopeSchema>;
