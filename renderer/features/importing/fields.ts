import {
  IMPORT_FIELDS,
  type ImportField,
  type ImportMapping,
} from "../../../common/domain/import.ts";

const FIELD_LABELS: Readonly<Record<ImportField, string>> = {
  title: "Title",
  artists: "Artists",
  album: "Album",
  releaseDate: "Release date",
  duration: "Duration",
  isrc: "ISRC",
  uri: "Spotify track",
  previewUrl: "Preview link",
  addedAt: "Added on",
  playlist: "Playlist name",
  playlistId: "Playlist id",
  mood: "Mood",
  actualBpm: "My BPM",
  musicKey: "My key",
  danceability: "Danceability",
  energy: "Energy",
  loudness: "Loudness",
  speechiness: "Speechiness",
  acousticness: "Acousticness",
  instrumentalness: "Instrumentalness",
  liveness: "Liveness",
  valence: "Valence",
  tempo: "Tempo",
  key: "Key (0 to 11)",
  mode: "Mode (major, minor)",
  timeSignature: "Time signature",
};

export const FIELD_OPTIONS: readonly {
  readonly value: ImportField | "none";
  readonly label: string;
}[] = [
  { value: "none", label: "Not used" },
  ...IMPORT_FIELDS.map((field) => ({ value: field, label: FIELD_LABELS[field] })),
];

export function fieldOf(mapping: ImportMapping, column: number): ImportField | null {
  return IMPORT_FIELDS.find((field) => mapping[field] === column) ?? null;
}

/** The column means this field now, and no other column does; "none" = it is not read. */
export function withField(
  mapping: ImportMapping,
  column: number,
  field: ImportField | "none",
): ImportMapping {
  const next: ImportMapping = {};
  for (const other of IMPORT_FIELDS) {
    const index = mapping[other];
    if (index !== undefined && index !== column && other !== field) next[other] = index;
  }
  if (field !== "none") next[field] = column;
  return next;
}
