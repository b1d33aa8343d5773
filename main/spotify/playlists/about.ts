import type { Settings } from "../../../common/domain/settings.ts";
import type { KeptPlaylist, PlaylistAbout } from "../../library/mood-playlists.ts";

/** What Spotify takes at most. */
const NAME_LENGTH = 100;
const DESCRIPTION_LENGTH = 300;

type Told = Pick<KeptPlaylist, "name" | "description" | "public">;

/** How a mood's playlist is called and described, by its own words or the usual ones. */
export function aboutOf(told: Told | null, mood: string, settings: Settings): PlaylistAbout {
  const name = told?.name ?? settings.spotifyPlaylistName.replaceAll("{mood}", mood);
  return {
    // Spotify takes blanks away at both ends, and we look for the name as it is there.
    name: firstOf(name.trim(), NAME_LENGTH).trim(),
    description: told?.description ?? `Songs that are ${mood} to me, kept sorted with Undertone.`,
    public: told?.public ?? false,
  };
}

/** The description of a playlist that is being made, by which it is found again if the answer is lost. */
export function withMark(description: string, mark: string): string {
  const end = ` [${mark}]`;
  return `${firstOf(description, DESCRIPTION_LENGTH - end.length)}${end}`;
}

export function sameAbout(one: PlaylistAbout, other: PlaylistAbout): boolean {
  return (
    one.name === other.name && one.description === other.description && one.public === other.public
  );
}

/** Cut between characters, never within one. */
function firstOf(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, "");
}
