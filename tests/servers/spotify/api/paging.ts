import type { SpotifyState } from "../state.ts";
import { Refusal } from "./answer.ts";

/** `limit` and `offset` of the query. Throws Refusal 400 for what is out of range. */
export function readPage(
  query: URLSearchParams,
  { most = 50, usual = 20 } = {},
): { limit: number; offset: number } {
  const limit = whole(query.get("limit"), usual);
  if (limit === null || limit < 1 || limit > most) throw new Refusal(400, "Invalid limit");
  const offset = whole(query.get("offset"), 0);
  if (offset === null || offset > 100_000) throw new Refusal(400, "Invalid offset");
  return { limit, offset };
}

/** A page as Spotify's PagingObject, made of `all` by `show`. */
export function paged<Item>(
  state: SpotifyState,
  path: string,
  all: readonly Item[],
  { limit, offset }: { readonly limit: number; readonly offset: number },
  show: (item: Item) => unknown,
): object {
  const address = (from: number) => `${state.address}/v1${path}?offset=${from}&limit=${limit}`;
  return {
    href: address(offset),
    items: all.slice(offset, offset + limit).map(show),
    limit,
    next: offset + limit < all.length ? address(offset + limit) : null,
    offset,
    previous: offset > 0 ? address(Math.max(0, offset - limit)) : null,
    total: all.length,
  };
}

function whole(text: string | null, usual: number): number | null {
  if (text === null) return usual;
  return /^\d{1,7}$/.test(text) ? Number(text) : null;
}
