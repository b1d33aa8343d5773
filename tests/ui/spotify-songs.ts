import { FEATURE_NAMES } from "../../common/domain/features.ts";
import { drawLibrary, type DrawnTrack } from "../../resources/sample-maker/library.ts";
import type { SpotifyServer } from "../servers/spotify/server.ts";

/** A song that Spotify has, with the mood it was made from and the features that a file tells. */
export type Song = DrawnTrack & { readonly uri: string };

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
