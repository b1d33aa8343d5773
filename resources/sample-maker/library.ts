import type { FeatureSet } from "../../common/domain/features.ts";
import { ARTISTS, type SampleArtist } from "./artists.ts";
import { drawFeatures, loseSome, NEIGHBOURS, noFeatures, type SampleMood } from "./features.ts";
import { drawMemberships } from "./playlists.ts";
import { Random } from "./random.ts";
import { drawAlbum, drawTitle } from "./titles.ts";

export type SampleTrack = {
  readonly title: string;
  readonly artists: readonly string[];
  readonly album: string | null;
  /** YYYY-MM-DD, or YYYY alone as older records have it. */
  readonly releaseDate: string | null;
  readonly durationMs: number | null;
  readonly addedAt: string | null;
  readonly features: FeatureSet;
  readonly playlists: readonly string[];
  /** Name of a sound file in `audio/`. */
  readonly audio: string | null;
};

/** A track with the mood it was drawn from, which the library itself does not tell. */
export type DrawnTrack = SampleTrack & { readonly mood: SampleMood };

const SEED = 20_261_124;
const TRACKS = 592;
const DUPLICATES = 8;
const WITHOUT_FEATURES = 10;
const WITH_AUDIO = 12;
const SHARE_WITH_GAPS = 0.08;

/** The whole sample library; the same on every run. */
export function drawLibrary(): DrawnTrack[] {
  const random = new Random(SEED);
  const singles = drawTracks(random);
  const again = random
    .shuffled(singles.filter(({ features }) => features.energy !== null))
    .slice(0, DUPLICATES)
    .map((track) => duplicate(random, track));
  return nameSounds(silence(random, random.shuffled([...singles, ...again])));
}

function drawTracks(random: Random): DrawnTrack[] {
  const taken = new Set<string>();
  const albums = new Map(ARTISTS.map((artist) => [artist, drawAlbums(random, artist)]));
  const unsung = new Map(ARTISTS.map((artist) => [artist, [...(artist.songs ?? [])]]));
  const tracks: DrawnTrack[] = [];
  while (tracks.length < TRACKS) {
    const artist = random.pick(ARTISTS);
    const own = unsung.get(artist);
    if (artist.songs && own?.length === 0) continue;
    const mood = random.chance(0.72) ? artist.home : random.pick(NEIGHBOURS[artist.home]);
    const title = own?.shift() ?? drawTitle(random, mood, taken);
    const album = random.pick(albums.get(artist) ?? []);
    const { features, durationMs } = drawFeatures(random, mood);
    tracks.push({
      title,
      artists: [artist.name, ...guests(random, artist)],
      album: album.title,
      releaseDate: album.releaseDate,
      durationMs,
      addedAt: drawAdded(random),
      features: random.chance(SHARE_WITH_GAPS) ? loseSome(random, features) : features,
      playlists: drawMemberships(random, mood),
      audio: null,
      mood,
    });
  }
  return tracks;
}

function drawAlbums(random: Random, artist: SampleArtist) {
  return Array.from({ length: random.whole(1, 3) }, () => {
    const year = Math.min(2026, Math.round(2026 - Math.abs(random.normal(0, 11))));
    const day = `${pad(random.whole(1, 12))}-${pad(random.whole(1, 28))}`;
    // An album of an artist who does not sing in English is named after one of the songs.
    const title = artist.songs ? random.pick(artist.songs) : drawAlbum(random, artist.home);
    return { title, releaseDate: random.chance(0.06) ? String(year) : `${year}-${day}` };
  });
}

function guests(random: Random, artist: SampleArtist): string[] {
  if (!random.chance(0.09)) return [];
  const guest = random.pick(ARTISTS);
  return guest === artist ? [] : [guest.name];
}

function drawAdded(random: Random): string {
  const start = Date.UTC(2019, 0, 1);
  const moment = start + Math.floor(random.next() ** 0.7 * (Date.UTC(2026, 9, 31) - start));
  return new Date(Math.floor(moment / 1000) * 1000).toISOString();
}

/** The same song from another record: a compilation, with a slightly different length and measurement. */
function duplicate(random: Random, track: DrawnTrack): DrawnTrack {
  const { features } = track;
  const nudge = (value: number | null, by: number) =>
    value === null ? null : Number(Math.max(0, value + random.normal(0, by)).toFixed(3));
  return {
    ...track,
    album: random.pick(["The Very Best Of", "Songs We Kept", "Anthology, Vol. 1"]),
    releaseDate: `${random.whole(2021, 2026)}`,
    durationMs: (track.durationMs ?? 200_000) + random.whole(-9000, 14_000),
    addedAt: drawAdded(random),
    features: {
      ...features,
      energy: nudge(features.energy, 0.01),
      tempo: nudge(features.tempo, 0.05),
    },
    playlists: drawMemberships(random, track.mood),
  };
}

/** A few songs that no service has measured. */
function silence(random: Random, tracks: readonly DrawnTrack[]): DrawnTrack[] {
  const silent = new Set(
    random.shuffled(tracks.filter((track) => isWhole(track.features))).slice(0, WITHOUT_FEATURES),
  );
  return tracks.map((track) => (silent.has(track) ? { ...track, features: noFeatures() } : track));
}

/** Gives every mood its share of the songs that have a sound file. */
function nameSounds(tracks: readonly DrawnTrack[]): DrawnTrack[] {
  const perMood = new Map<SampleMood, number>();
  let given = 0;
  return tracks.map((track) => {
    const of = perMood.get(track.mood) ?? 0;
    const { features } = track;
    const suits =
      isWhole(features) && features.timeSignature === 4 && /^[\w ,.]+$/.test(track.title);
    if (!suits || given >= WITH_AUDIO || of >= Math.ceil(WITH_AUDIO / 5)) return track;
    perMood.set(track.mood, of + 1);
    given += 1;
    const name = track.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
    return { ...track, audio: `${name}.wav` };
  });
}

function isWhole(features: FeatureSet): boolean {
  return Object.values(features).every((value) => value !== null);
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
