import { z } from "zod";
import { labelResultSchema } from "../domain/label.ts";
import { moodIdSchema } from "../domain/mood.ts";
import {
  moodPlaylistPatchSchema,
  moodPlaylistSchema,
  planSchema,
  receiptSchema,
  theirEditsChoiceSchema,
} from "../domain/mood-playlist.ts";
import { seedSchema } from "../domain/seed.ts";
import {
  clientIdSchema,
  clientSecretSchema,
  connectionSchema,
  disconnectReportSchema,
  portSchema,
  remotePlaylistSchema,
  syncEstimateSchema,
  syncReportSchema,
} from "../domain/spotify.ts";

const nothing = z.object({});
const remoteId = z.string().min(1).max(100);

/** Everything between the library and Spotify: signing in, syncing, and writing mood playlists. */
export const spotifyCalls = {
  "spotify.status": { input: nothing, output: connectionSchema },
  /** Keeps the client ID (and the port of the redirect). Another ID than before signs out. */
  "spotify.setUp": {
    input: z.object({ clientId: clientIdSchema, port: portSchema.optional() }),
    output: connectionSchema,
  },
  /**
   * Opens the listener and makes the page's address; the window (or the host) opens it. Error `port_taken` names a
   * free port. A second call ends the first.
   */
  "spotify.beginSignIn": {
    input: nothing,
    output: z.object({ url: z.string(), opened: z.boolean() }),
  },
  /** Ends when the person has signed in, said no, or waited too long; cancelling closes the listener. */
  "spotify.awaitSignIn": { input: nothing, output: connectionSchema },
  /** An id and a secret without a person: public playlists alone, and old apps alone. */
  "spotify.useAppOnly": {
    input: z.object({ clientId: clientIdSchema, clientSecret: clientSecretSchema }),
    output: connectionSchema,
  },
  /** Asks Spotify who we are (one request) and tells what is wrong, if anything. */
  "spotify.check": { input: nothing, output: connectionSchema },
  "spotify.disconnect": {
    input: z.object({
      /** Also delete everything that came from Spotify. */
      deleteData: z.boolean(),
      /** Keep the labels that the user made; they come back with their tracks. */
      keepLabels: z.boolean().default(true),
      /** Forget the client ID too. */
      forgetClient: z.boolean().default(false),
    }),
    output: disconnectReportSchema,
  },

  /** As listed last; `refresh` asks Spotify (one request for each 50 playlists). */
  "spotify.playlists": {
    input: z.object({ refresh: z.boolean().default(false) }),
    output: z.array(remotePlaylistSchema),
  },
  "spotify.choose": {
    input: z.object({ ids: z.array(remoteId).max(10_000), chosen: z.boolean() }),
    output: z.array(remotePlaylistSchema),
  },
  "spotify.estimate": {
    input: z.object({ full: z.boolean().default(false) }),
    output: syncEstimateSchema,
  },
  /** The chosen playlists, or those named (id, URI, URL or name), whatever is chosen. */
  "spotify.sync": {
    input: z.object({
      playlists: z.array(z.string().min(1).max(500)).max(10_000).optional(),
      /** Ask for everything, also what seems unchanged. */
      full: z.boolean().default(false),
      maxTracks: z.number().int().positive().nullable().default(null),
    }),
    output: syncReportSchema,
    job: "sync",
  },

  "moodPlaylists.list": { input: nothing, output: z.array(moodPlaylistSchema) },
  "moodPlaylists.update": { input: moodPlaylistPatchSchema, output: moodPlaylistSchema },
  /** Reads what is there and says what would change. Writes nothing. All chosen moods, or those named. */
  "moodPlaylists.plan": {
    input: z.object({
      moods: z.array(moodIdSchema).max(1000).optional(),
      /** Make playlists anew that were deleted on Spotify. */
      recreate: z.boolean().default(false),
    }),
    output: planSchema,
    job: "plan",
  },
  /** Carries out a plan the user has seen, or goes on with one that stopped. */
  "moodPlaylists.apply": {
    input: z.object({
      plan: z.number().int(),
      /** What to do with edits by hand; error `conflict` where there are some and nothing is said. */
      theirs: z
        .array(z.object({ mood: moodIdSchema, choice: theirEditsChoiceSchema }))
        .max(1000)
        .default([]),
    }),
    output: receiptSchema,
    job: "apply",
  },
  "moodPlaylists.receipts": {
    input: z.object({ limit: z.number().int().min(1).max(200).default(20) }),
    output: z.array(receiptSchema),
  },
  /** Puts back what was there before; playlists that the apply made are taken off the user's list. */
  "moodPlaylists.undo": {
    input: z.object({ receipt: z.number().int() }),
    output: receiptSchema,
    job: "apply",
  },

  /** Playlists whose names say a mood. */
  "seeds.propose": { input: nothing, output: z.array(seedSchema) },
  /** Labels the tracks of these playlists that have no label yet, as one decision. */
  "seeds.accept": {
    input: z.object({
      pairs: z
        .array(z.object({ playlist: z.number().int().positive(), mood: moodIdSchema }))
        .min(1)
        .max(1000),
    }),
    output: labelResultSchema,
  },
} as const;
