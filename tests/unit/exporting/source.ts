import { MODEL_FEATURES, NO_FEATURES, type FeatureSet } from "../../../common/domain/features.ts";
import type { TrainReport } from "../../../common/domain/model.ts";
import type { Mood } from "../../../common/domain/mood.ts";
import type { Track } from "../../../common/domain/track.ts";
import type { ExportSource, ExportTrack } from "../../../main/exporting/source.ts";

export const MOODS: readonly Mood[] = [
  {
    id: 1,
    name: "chill",
    color: "mood-1",
    key: "1",
    definition: { energy: { low: 0.1, high: 0.5 } },
  },
  {
    id: 2,
    name: "hype",
    color: "mood-2",
    key: null,
    definition: { tempo: { low: 120, high: null } },
  },
];

/** A track with everything known, but for what `track` says. */
export function exportTrack(
  track: Partial<Omit<Track, "features">> & { readonly features?: Partial<FeatureSet> } = {},
  extra: Partial<Omit<ExportTrack, "track">> = {},
): ExportTrack {
  const { features, ...rest } = track;
  const merged: FeatureSet = {
    ...NO_FEATURES,
    energy: 0.5,
    loudness: -5.5,
    tempo: 120.25,
    key: 9,
    mode: 0,
    ...features,
  };
  const whole: Track = {
    id: 1,
    title: "Slow River",
    artists: ["Ada Lindqvist", "The Ferrymen"],
    album: "Banks",
    releaseDate: "2019-06-14",
    durationMs: 194_754,
    isrc: "SEABC1900001",
    uri: "spotify:track:6f807x0ima9a1j3VPbc7VN",
    previewUrl: "https://p.example/preview/1.mp3",
    hasAudio: false,
    addedAt: "2026-03-04T05:06:07.000Z",
    mood: { id: 1, by: "user", confidence: 0.75 },
    also: [2],
    ...rest,
    features: merged,
  };
  const raw = MODEL_FEATURES.map((feature) =>
    feature === "duration" ? whole.durationMs : merged[feature],
  );
  return {
    track: whole,
    filePath: null,
    labelledAt: "2026-11-24T10:00:00.000Z",
    raw,
    scaled: raw.map((value) => (value === null ? 0 : 1.5)),
    probabilities: [
      { mood: 1, probability: 0.75 },
      { mood: 2, probability: 0.25 },
    ],
    ...extra,
  };
}

export function exportSource(
  tracks: readonly ExportTrack[],
  rest: Partial<ExportSource> = {},
): ExportSource {
  return {
    count: tracks.length,
    moods: MOODS,
    stats: {
      tracks: tracks.length,
      playlists: 0,
      labelled: tracks.length,
      unsure: 0,
      withoutFeatures: 0,
      features: [figures("energy", 0.5), figures("valence", 0.4), figures("duration", 200_000)],
      perMood: MOODS.map(({ id, name }) => ({
        mood: id,
        name,
        count: id,
        features: [figures("energy", id / 3), figures("valence", id / 4)],
      })),
    },
    model: null,
    tracks: () => tracks,
    ...rest,
  };
}

function figures(feature: string, mean: number) {
  return {
    feature,
    count: 3,
    missing: 1,
    mean,
    std: 0.1,
    min: 0,
    q1: 0.25,
    median: 0.5,
    q3: 0.75,
    max: 1,
  };
}

export const MODEL: TrainReport = {
  model: 3,
  createdAt: "2026-11-24T10:00:00.000Z",
  labels: 40,
  moved: 7,
  movedTracks: [],
  agreement: {
    before: { mean: 0.7, low: 0.6, high: 0.8 },
    after: { mean: 0.8, low: 0.7, high: 0.9 },
  },
  evaluation: {
    accuracy: { mean: 0.8, low: 0.7, high: 0.9 },
    macroF1: 0.79,
    logLoss: 0.5,
    ece: 0.04,
    labels: ["chill", "hype"],
    confusion: [
      [18, 2],
      [6, 14],
    ],
    perLabel: [
      { label: "chill", precision: 0.75, recall: 0.9, f1: 0.818, support: 20 },
      { label: "hype", precision: 0.875, recall: 0.7, f1: 0.778, support: 20 },
    ],
    folds: [],
    size: 40,
  },
  note: null,
  milliseconds: 12,
};
