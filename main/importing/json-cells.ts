/** Put between the values of a list in one cell; the row reader splits at it. */
export const LIST_SEPARATOR = "\u001f";

/** Deeper values say nothing of a track. */
const MAX_DEPTH = 5;
/** Objects within a track that are about somebody or something else. */
const PASSED_OVER = new Set(["added_by", "owner", "user", "linked_from", "video_thumbnail"]);

/** A track's values by name: those of objects within it become columns of their own, lists of names one cell. */
export function flatten(
  item: unknown,
  playlist: { readonly name: string; readonly id: string } | null,
): Map<string, string> {
  const cells = new Map<string, string>();
  if (!isObject(item)) return cells;
  const inner: [string, unknown][] = [];
  const outer = isObject(item["track"]) ? { ...item, ...item["track"], track: undefined } : item;
  for (const [key, value] of Object.entries(outer)) {
    if (value === undefined || PASSED_OVER.has(key)) continue;
    if (isObject(value) && key === "album") {
      inner.push(["release_date", value["release_date"] ?? value["releaseDate"]]);
    }
    if (isObject(value) && !["album", "artist", "mood"].includes(key)) {
      inner.push(...Object.entries(value));
    } else cells.set(key, toText(value, MAX_DEPTH));
  }
  // The track's own word comes first: an object within it has a name and an id as well.
  for (const [key, value] of inner) {
    if (value !== undefined && !cells.has(key)) cells.set(key, toText(value, MAX_DEPTH));
  }
  if (playlist !== null) {
    if (!cells.has("playlist_name")) cells.set("playlist_name", playlist.name);
    if (!cells.has("playlist_id")) cells.set("playlist_id", playlist.id);
  }
  return cells;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function toText(value: unknown, depth: number): string {
  if (value === null || value === undefined || depth === 0) return "";
  if (Array.isArray(value)) {
    return value
      .map((part) => toText(part, depth - 1))
      .filter((part) => part !== "")
      .join(LIST_SEPARATOR);
  }
  if (isObject(value)) return toText(value["name"] ?? value["title"] ?? "", depth - 1);
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
