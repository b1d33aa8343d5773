import { timestamp } from "../clock.ts";
import { isId } from "../ids.ts";
import type { User } from "../state.ts";
import { needPerson, needScope, Refusal, type Answer, type Asked } from "./answer.ts";
import { showTrack } from "./objects.ts";
import { paged, readPage } from "./paging.ts";

const MOST_URIS = 40;

/** GET /me/tracks: Liked Songs, newest first. */
export function likedTracks(asked: Asked): Answer {
  const { state, query } = asked;
  const user = needPerson(asked, "user-library-read");
  const body = paged(state, "/me/tracks", user.liked, readPage(query), ({ uri, addedAt }) => ({
    added_at: addedAt,
    track: showTrack(state, uri),
  }));
  return { status: 200, body };
}

/** PUT /me/library. */
export function saveToLibrary(asked: Asked): Answer {
  const user = needPerson(asked);
  for (const { uri, id, isTrack } of readUris(asked, "user-library-modify", WRITE_PLAYLISTS)) {
    if (isTrack) {
      const addedAt = timestamp(asked.state.clock.now());
      if (!likes(user, uri)) user.liked.unshift({ uri, addedAt });
    } else if (!user.playlists.includes(id)) user.playlists.unshift(id);
  }
  return { status: 200 };
}

/** DELETE /me/library: taking one's own playlist out is what Spotify has instead of deleting it. */
export function removeFromLibrary(asked: Asked): Answer {
  const user = needPerson(asked);
  for (const { uri, id, isTrack } of readUris(asked, "user-library-modify", WRITE_PLAYLISTS)) {
    if (isTrack) user.liked = user.liked.filter((saved) => saved.uri !== uri);
    else user.playlists = user.playlists.filter((other) => other !== id);
  }
  return { status: 200 };
}

/** GET /me/library/contains. */
export function libraryContains(asked: Asked): Answer {
  const user = needPerson(asked);
  const uris = readUris(asked, "user-library-read", ["playlist-read-private"]);
  const body = uris.map(({ uri, id, isTrack }) =>
    isTrack ? likes(user, uri) : user.playlists.includes(id),
  );
  return { status: 200, body };
}

const WRITE_PLAYLISTS = ["playlist-modify-public", "playlist-modify-private"];

function likes(user: User, uri: string): boolean {
  return user.liked.some((saved) => saved.uri === uri);
}

/** The query's URIs of tracks and playlists, each with a scope that allows it. Throws Refusal. */
function readUris(
  { state, query, scopes }: Asked,
  forTracks: string,
  forPlaylists: readonly string[],
): { uri: string; id: string; isTrack: boolean }[] {
  const uris = (query.get("uris") ?? "").split(",").filter((uri) => uri !== "");
  if (uris.length === 0) throw new Refusal(400, "Missing required parameter: uris");
  if (uris.length > MOST_URIS) throw new Refusal(400, `At most ${MOST_URIS} uris are allowed`);
  return uris.map((uri) => {
    const [scheme, type, id = ""] = uri.split(":");
    if (scheme !== "spotify" || !isId(id)) throw new Refusal(400, `Invalid uri: ${uri}`);
    const isTrack = type === "track";
    if (!isTrack && type !== "playlist") throw new Refusal(400, `Unsupported uri type: ${uri}`);
    const allowed = isTrack ? [forTracks] : forPlaylists;
    if (!allowed.some((scope) => scopes.has(scope))) throw needScope();
    const known = isTrack ? state.tracks.has(uri) : state.playlists.has(id);
    if (!known) throw new Refusal(404, "Resource not found");
    return { uri, id, isTrack };
  });
}
