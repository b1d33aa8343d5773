import type {
  Coverage,
  FetchReport,
  GapReason,
  Provider,
} from "../../../common/domain/coverage.ts";
import type { FeatureSource } from "../../../common/domain/features.ts";
import { countOf, formatCount, formatMoment } from "../../elements/format.ts";

type ProviderState = Coverage["providers"][number];

/** Who said a value, in a word or two. */
export const SOURCE_WORDS: Readonly<Record<FeatureSource, string>> = {
  user: "yours",
  file: "imported file",
  reccobeats: "ReccoBeats",
  audio: "sound file",
  spotify: "Spotify",
  acousticbrainz: "AcousticBrainz",
  deezer: "Deezer",
  sample: "sample library",
};

export const FIELD_WORDS: Readonly<Record<Coverage["fields"][number]["field"], string>> = {
  tempo: "Tempo",
  key: "Key",
  mode: "Major or minor",
  energy: "Energy",
  valence: "Valence",
  danceability: "Danceability",
  acousticness: "Acousticness",
  instrumentalness: "Instrumentalness",
  speechiness: "Speechiness",
  liveness: "Liveness",
  loudness: "Loudness",
  timeSignature: "Beats in a bar",
  lufs: "Measured loudness (LUFS)",
};

/** What a service gives, what it is sent, and on which terms, each in a sentence. */
export const TERMS: Readonly<Record<Provider, string>> = {
  reccobeats:
    "Free and without an account. Undertone sends the Spotify ids of your tracks to reccobeats.com and gets all features back.",
  spotify:
    "Only for apps that Spotify registered before 27 November 2024; it answers no newer one. Models learn from these values only if you allow it in the settings.",
  acousticbrainz:
    "Free data (CC0), but collected until 2022 and no longer: newer music is not in it. The ISRC of each track goes to musicbrainz.org, one a second, so 1,000 tracks take about 17 minutes.",
  deezer:
    "For private use only, by its terms. Undertone sends the ISRC of each track to api.deezer.com and gets the tempo (BPM), and nothing else.",
};

export const GAP_WORDS: Readonly<Record<GapReason, { title: string; why: string }>> = {
  not_asked: {
    title: "No service was asked yet",
    why: "A service can be asked about them by their Spotify id or ISRC.",
  },
  not_known: {
    title: "No service knows them",
    why: "Those that are switched on were asked. They are asked again after about ten days; another service, or the sound itself, may know more.",
  },
  no_id: {
    title: "Nobody can be asked",
    why: "They have neither a Spotify id nor an ISRC. Undertone can listen to their files, or read features from a table that you import.",
  },
  broken_file: {
    title: "The file cannot be read",
    why: "There is a sound file, but nothing could be heard in it.",
  },
};

/** "340 known · 60 not known · 12 still to ask"; what is still to ask is told where it would be asked. */
export function answerWords({ known, missed, due }: ProviderState, isEnabled: boolean): string {
  const answered = known + missed > 0;
  const words = [
    ...(answered ? [`${formatCount(known)} known`, `${formatCount(missed)} not known`] : []),
    ...(isEnabled ? [due > 0 ? `${formatCount(due)} still to ask` : "nothing to ask now"] : []),
    ...(isEnabled ? [] : ["switched off"]),
  ].join(" · ");
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** How things stand with a service that is not simply ready; null where it is. */
export function stateWords({ name, state, until, problem }: ProviderState): string | null {
  switch (state) {
    case "ready":
      return null;
    case "resting":
      return `Rests until ${formatMoment(until)}, for it failed several times.${told(problem)}`;
    case "changed":
      return `${name} answers in a way that this version of Undertone does not understand. Nothing is lost; look for a newer version.${told(problem)}`;
  }
}

function told(problem: string | null): string {
  return problem === null ? "" : ` ${problem}`;
}

/** One sentence for a message in the corner, and for the headline. */
export function fetchSentence({ asked, found, providers }: FetchReport): string {
  const stopped = providers.some((one) => one.stopped !== null);
  if (asked === 0) {
    return stopped
      ? "Nobody could be asked this time."
      : "Nothing to ask: everything is known, or was asked about not long ago.";
  }
  return `Found features for ${formatCount(found)} of ${countOf(asked, "track")}.`;
}
