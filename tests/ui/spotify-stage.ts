import { signedIn, withSpotify } from "../support/spotify.ts";
import { openWindow, type OpenWindow } from "../support/window.ts";
import type { Page } from "playwright-core";
import { FEATURE_NAMES } from "../../common/domain/features.ts";
import { drawLibrary, type DrawnTrack } from "../../resources/sample-maker/library.ts";
import type { SpotifyServer } from "../servers/spotify/server.ts";

/** A song that Spotify has, with the mood it was made from and the features that a file tells. */
type Song = DrawnTrack & { readonly uri: string };

/** Puts so many songs of each mood into the stand-in's catalogue; always the same ones. */
export function bringSongs({ world }: SpotifyServer, each: number): readonly Song[] {
  const counts = new Map<string, number>();
  const titles = new Set<string>();
  return drawLibrary().flatMap((drawn) => {
    const count = counts.get(drawn.mood) ?? 0;
    const isWhole = FEATURE_NAMES.every((name) => drawn.features[name] !== null);
    if (count >= each || !isWhole || titles.has(drawn.title)) return [];
    counts.set(drawn.mood, count + 1);
    titles.add(drawn.title);
    const { uri } = world.track({
      name: drawn.title,
      artists: drawn.artists,
      album: drawn.album ?? drawn.title,
      durationMs: drawn.durationMs ?? 200_000,
    });
    return [{ ...drawn, uri }];
  });
}

/** What a site such as Exportify writes: the songs by their URIs, with their features. */
export function featureFile(songs: readonly Song[]): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const heads = ["Track URI", "Track Name", "Artist Name(s)", ...FEATURE_NAMES];
  const rows = songs.map(({ uri, title, artists, features }) =>
    [
      uri,
      quoted(title),
      quoted(artists.join(", ")),
      ...FEATURE_NAMES.map((name) => features[name]),
    ].join(","),
  );
  return [heads.join(","), ...rows].join("\n");
}

/** URIs that a playlist holds on the stand-in, in order. */
export function urisIn({ state }: SpotifyServer, playlist: string | null): (string | null)[] {
  return state.playlists.get(playlist ?? "")?.entries.map(({ uri }) => uri) ?? [];
}

/** A window onto a library that is synced with a stand-in for Spotify. */
export type Stage = OpenWindow & {
  readonly spotify: SpotifyServer;
  readonly songs: readonly Song[];
};

/** Signed in, with so many synced songs of each mood in playlists of these names, in turn. */
export async function openSynced(
  each: number,
  {
    names = ["All"],
    theme = "light",
  }: { readonly names?: readonly string[]; readonly theme?: "light" | "dark" } = {},
): Promise<Stage> {
  const spotify = await withSpotify();
  const songs = bringSongs(spotify, each);
  const share = Math.ceil(songs.length / names.length);
  for (const [index, name] of names.entries()) {
    const part = songs.slice(index * share, (index + 1) * share);
    spotify.world.playlist({ name, uris: part.map(({ uri }) => uri) });
  }
  const window = await openWindow({ reducedMotion: true, theme });
  await signedIn(window, spotify);
  await window.call("spotify.sync", {});
  spotify.forgetRequests();
  return { ...window, spotify, songs };
}

/** Goes to the mood playlists. */
export async function openScreen(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Mood playlists", exact: true }).click();
  await page.getByRole("heading", { name: "Mood playlists", level: 1 }).waitFor();
}
