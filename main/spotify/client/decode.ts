import { z } from "zod";
import type {
  ListedPlaylist,
  Page,
  RemoteItem,
  RemoteProfile,
  SpotifyFeatures,
  WriteAnswer,
} from "../api.ts";
import { notUnderstood } from "./failures.ts";

/*
 * Spotify's answers, read tolerantly: what is missing or odd becomes null, unknown fields are not looked at. What
 * nothing can be done without (ids, totals, items) makes the whole answer not understood: reading a changed shape as
 * "everything is gone" would empty playlists.
 */

const text = z.string().nullish().catch(null);
const flag = z.boolean().nullish().catch(null);

const itemSchema = z
  .object({
    type: text,
    id: text,
    uri: text,
    name: text,
    duration_ms: z.number().nullish().catch(null),
    is_local: flag,
    is_playable: flag,
    external_ids: z.object({ isrc: text }).nullish().catch(null),
    linked_from: z.object({ uri: text }).nullish().catch(null),
    artists: z
      .array(z.object({ name: text }).nullable().catch(null))
      .nullish()
      .catch(null),
    album: z.object({ name: text, release_date: text }).nullish().catch(null),
  })
  .nullish()
  .catch(null);
type Item = NonNullable<z.infer<typeof itemSchema>>;

const entrySchema = z
  .object({ added_at: text, is_local: flag, item: itemSchema, track: itemSchema })
  .nullable()
  .catch(null);

const pageSchema = z.object({
  items: z.array(z.unknown()),
  total: z.number().int().nonnegative(),
});

const playlistSchema = z.object({
  id: z.string().min(1),
  name: text,
  description: text,
  owner: z.object({ id: text, display_name: text }).nullish().catch(null),
  collaborative: flag,
  snapshot_id: text,
  items: z.object({ total: z.number().int() }).nullish().catch(null),
  tracks: z.object({ total: z.number().int() }).nullish().catch(null),
});

const figure = z.number().nullish().catch(null);
const featuresSchema = z.object({
  audio_features: z.array(
    z
      .object({
        id: z.string(),
        danceability: figure,
        energy: figure,
        loudness: figure,
        speechiness: figure,
        acousticness: figure,
        instrumentalness: figure,
        liveness: figure,
        valence: figure,
        tempo: figure,
        key: figure,
        mode: figure,
        time_signature: figure,
      })
      .nullable()
      .catch(null),
  ),
});

/** All of these throw AppError `unavailable` for an answer of another shape. */
export function toProfile(answer: unknown): RemoteProfile {
  const { id, display_name } = parse(
    z.object({ id: z.string().min(1), display_name: text }),
    answer,
  );
  return { id, name: display_name ?? null };
}

export function toPlaylist(answer: unknown): ListedPlaylist {
  return listed(parse(playlistSchema, answer));
}

export function toPlaylistPage(answer: unknown): Page<ListedPlaylist> {
  const { items, total } = parse(pageSchema, answer);
  const there = items.filter((entry) => entry !== null);
  const known = there.flatMap((entry) => {
    const parsed = playlistSchema.safeParse(entry);
    return parsed.success ? [listed(parsed.data)] : [];
  });
  if (there.length > 0 && known.length === 0) throw notUnderstood();
  return { items: known, total };
}

export function toItemPage(answer: unknown): Page<RemoteItem> {
  const { items, total } = parse(pageSchema, answer);
  if (items.length > 0 && items.every(holdsNothingKnown)) throw notUnderstood();
  return { items: items.map((entry) => toItem(entrySchema.parse(entry))), total };
}

export function toWriteAnswer(answer: unknown): WriteAnswer {
  const { snapshot_id } = parse(z.object({ snapshot_id: text }), answer);
  return { snapshotId: snapshot_id ?? null };
}

export function toCreated(answer: unknown): { id: string; snapshotId: string | null } {
  const { id, snapshot_id } = parse(z.object({ id: z.string().min(1), snapshot_id: text }), answer);
  return { id, snapshotId: snapshot_id ?? null };
}

function parse<Schema extends z.ZodType>(schema: Schema, answer: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw notUnderstood();
}

function listed(playlist: z.infer<typeof playlistSchema>): ListedPlaylist {
  return {
    id: playlist.id,
    name: playlist.name ?? "",
    description: playlist.description ? unescaped(playlist.description) : null,
    ownerId: playlist.owner?.id ?? null,
    ownerName: playlist.owner?.display_name ?? null,
    collaborative: playlist.collaborative ?? false,
    snapshotId: playlist.snapshot_id ?? null,
    total: playlist.items?.total ?? playlist.tracks?.total ?? null,
  };
}

/** An entry without the field that a song is in, empty or not. */
function holdsNothingKnown(entry: unknown): boolean {
  return typeof entry === "object" && entry !== null && !("item" in entry) && !("track" in entry);
}

function toItem(entry: z.infer<typeof entrySchema>): RemoteItem {
  const addedAt = entry?.added_at ?? null;
  const item = entry?.item ?? entry?.track ?? null;
  if (!item) return { kind: "missing", addedAt };
  const uri = item.uri ?? (item.id ? `spotify:${item.type ?? "track"}:${item.id}` : null);
  const title = item.name ?? null;
  if (entry?.is_local || item.is_local || uri?.startsWith("spotify:local:")) {
    return { kind: "local", addedAt, title, uri };
  }
  if (isEpisode(item, uri)) return { kind: "episode", addedAt, title, uri };
  return uri === null
    ? { kind: "missing", addedAt }
    : { kind: "track", addedAt, ...track(item, uri) };
}

/** Also what is neither, as chapters of audiobooks: it is no song. An episode may call itself a track. */
function isEpisode(item: Item, uri: string | null): boolean {
  return uri === null ? (item.type ?? "track") !== "track" : !uri.startsWith("spotify:track:");
}

/** Names come as they are, descriptions as HTML. */
function unescaped(description: string): string {
  return description.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, decoded);
}

function decoded(whole: string, hex?: string, decimal?: string, name?: string): string {
  if (name) return NAMED[name.toLowerCase()] ?? whole;
  const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
}

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

function track(item: Item, uri: string): Pick<Extract<RemoteItem, { kind: "track" }>, "track"> {
  const held = item.linked_from?.uri ?? null;
  return {
    track: {
      uri: held ?? uri,
      linkedUri: held === null || held === uri ? null : uri,
      title: item.name ?? "",
      artists: (item.artists ?? []).flatMap((artist) => (artist?.name ? [artist.name] : [])),
      album: item.album?.name ?? null,
      releaseDate: item.album?.release_date ?? null,
      durationMs: item.duration_ms ?? null,
      isrc: item.external_ids?.isrc ?? null,
      playable: item.is_playable ?? null,
    },
  };
}

export function toFeatures(answer: unknown): SpotifyFeatures[] {
  return parse(featuresSchema, answer).audio_features.flatMap((entry) => {
    if (!entry) return [];
    const { id, time_signature, ...figures } = entry;
    const told = Object.entries({ ...figures, timeSignature: time_signature });
    return [{ id, ...Object.fromEntries(told.filter(([, value]) => typeof value === "number")) }];
  });
}
