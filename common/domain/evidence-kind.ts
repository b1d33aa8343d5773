import { z } from "zod";

/**
 * What the model learns from. `hand`, `file`, `playlist`: labels, by who gave them. `batch`: guesses that were accepted
 * together with others. `seen`: songs without a label that were looked at with their guess and left as they were.
 */
export const EVIDENCE_KINDS = ["hand", "batch", "file", "playlist", "seen"] as const;
export const evidenceKindSchema = z.enum(EVIDENCE_KINDS);
export type EvidenceKind = z.infer<typeof evidenceKindSchema>;

/** The kinds that are weak, and can be taken away: labels by hand are cleared one by one. */
export const weakKindSchema = z.enum(["seen", "batch"]);
export type WeakKind = z.infer<typeof weakKindSchema>;
