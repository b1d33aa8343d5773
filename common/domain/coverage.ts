import { z } from "zod";
import { featureNameSchema, featureSourceSchema } from "./features.ts";

/** Services that are asked for features, in no order; the order is a setting. */
export const PROVIDERS = ["reccobeats", "spotify", "acousticbrainz", "deezer"] as const;
export const providerSchema = z.enum(PROVIDERS);
export type Provider = z.infer<typeof providerSchema>;

/** Why a track has not got what it could have. */
export const gapReasonSchema = z.enum([
  /** There is a service, switched on or not, that could be asked and was not (yet). */
  "not_asked",
  /** Those that were asked do not know it; `again` tells when they are asked again. */
  "not_known",
  /** It has neither a Spotify URI nor an ISRC: nobody can be asked. */
  "no_id",
  /** Its file cannot be read. */
  "broken_file",
]);
export type GapReason = z.infer<typeof gapReasonSchema>;

const fieldCoverageSchema = z.object({
  field: z.union([featureNameSchema, z.literal("lufs")]),
  known: z.number().int(),
  /** Tracks whose value comes from this source. */
  by: z.array(z.object({ source: featureSourceSchema, tracks: z.number().int() })),
});

const providerStateSchema = z.object({
  id: providerSchema,
  name: z.string(),
  enabled: z.boolean(),
  /** `resting`: it failed too often and is left alone until `until`. */
  state: z.enum(["ready", "resting", "changed"]),
  until: z.string().nullable(),
  /** The last trouble, in a sentence; `changed`: its answers are of a shape that we do not know. */
  problem: z.string().nullable(),
  /** Tracks it has told something of, and those it does not know. */
  known: z.number().int(),
  missed: z.number().int(),
  /** Tracks that the next fetch would ask it about; 0 where it is switched off. */
  due: z.number().int(),
});

export type ProviderState = z.infer<typeof providerStateSchema>;

export const coverageSchema = z.object({
  tracks: z.number().int(),
  /** With every feature that the model looks at; with some; with none. */
  complete: z.number().int(),
  some: z.number().int(),
  none: z.number().int(),
  fields: z.array(fieldCoverageSchema),
  gaps: z.array(z.object({ reason: gapReasonSchema, tracks: z.number().int() })),
  providers: z.array(providerStateSchema),
});
export type Coverage = z.infer<typeof coverageSchema>;

export const fetchReportSchema = z.object({
  /** Tracks that at least one service answered about. */
  asked: z.number().int(),
  /** Tracks of them that got at least one value, and those that got none. */
  found: z.number().int(),
  missed: z.number().int(),
  /** Each with its own count of the tracks. */
  providers: z.array(
    z.object({
      id: providerSchema,
      asked: z.number().int(),
      found: z.number().int(),
      missed: z.number().int(),
      requests: z.number().int(),
      /** Why it did not get to its end, in a sentence; null = it did. */
      stopped: z.string().nullable(),
    }),
  ),
});
export type FetchReport = z.infer<typeof fetchReportSchema>;
