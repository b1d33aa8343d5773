import { needPerson, type Answer, type Asked } from "./answer.ts";
import { audioFeatures, oneTrack, search } from "./catalog.ts";
import { addItems, playlistItems, removeItems, replaceOrMoveItems } from "./items.ts";
import { libraryContains, likedTracks, removeFromLibrary, saveToLibrary } from "./library.ts";
import { showProfile } from "./objects.ts";
import { changeDetails, createPlaylist, myPlaylists, onePlaylist } from "./playlists.ts";

export type Route = {
  readonly method: string;
  /** As the description names it, with its places in braces. */
  readonly path: string;
  readonly handle: (asked: Asked) => Answer;
};

const ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: "/me",
    handle: (asked) => ({ status: 200, body: showProfile(asked.state, needPerson(asked)) }),
  },
  { method: "GET", path: "/me/playlists", handle: myPlaylists },
  { method: "POST", path: "/me/playlists", handle: createPlaylist },
  { method: "GET", path: "/playlists/{playlist_id}", handle: onePlaylist },
  { method: "PUT", path: "/playlists/{playlist_id}", handle: changeDetails },
  { method: "GET", path: "/playlists/{playlist_id}/items", handle: playlistItems },
  { method: "POST", path: "/playlists/{playlist_id}/items", handle: addItems },
  { method: "PUT", path: "/playlists/{playlist_id}/items", handle: replaceOrMoveItems },
  { method: "DELETE", path: "/playlists/{playlist_id}/items", handle: removeItems },
  { method: "GET", path: "/me/tracks", handle: likedTracks },
  { method: "PUT", path: "/me/library", handle: saveToLibrary },
  { method: "DELETE", path: "/me/library", handle: removeFromLibrary },
  { method: "GET", path: "/me/library/contains", handle: libraryContains },
  { method: "GET", path: "/tracks/{id}", handle: oneTrack },
  { method: "GET", path: "/search", handle: search },
  { method: "GET", path: "/audio-features", handle: audioFeatures },
];

/** What the API had before 2026, or has for others: answered with 403. */
const GONE = [
  /^\/playlists\/[^/]+\/(tracks|followers|images)/,
  /^\/users\//,
  /^\/me\/(tracks|albums|shows|episodes|audiobooks|following|top|player)(\/|$)/,
  /^\/(tracks|albums|artists|shows|episodes|audiobooks|chapters)$/,
  /^\/(audio-features|audio-analysis|recommendations|browse|markets)(\/|$)/,
  /^\/artists\/[^/]+\/(top-tracks|related-artists)$/,
];

export function findRoute(
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } | "gone" | null {
  for (const route of ROUTES) {
    const params = route.method === method ? match(route.path, path) : null;
    if (params) return { route, params };
  }
  return GONE.some((gone) => gone.test(path)) ? "gone" : null;
}

function match(template: string, path: string): Record<string, string> | null {
  const wanted = template.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const value = given[at] ?? "";
    if (part.startsWith("{")) params[part.slice(1, -1)] = decodeURIComponent(value);
    else if (part !== value) return null;
  }
  return params;
}
