import { existsSync } from "node:fs";
import { join } from "node:path";
import { recognise } from "../../../main/importing/recognise.ts";
import { createRowReader } from "../../../main/importing/row.ts";
import { openTable } from "../../../main/importing/table.ts";
import { rowsWithData } from "../../../main/learning/classifier.ts";
import { takeRows, type Matrix } from "../../../main/learning/matrix.ts";
import { labelColumn, labelledRows, type Labelled } from "../../../main/training/labelled.ts";
import { featuresOf, readRows } from "../../../main/training/table.ts";

/** Songs with what a listener's taste may hang on beside their features. */
export type Songs = {
  readonly features: Matrix;
  /** Number of each song's artist and of the playlist it was found in. */
  readonly artists: Int32Array;
  readonly playlists: Int32Array;
};

const tables = { open: openTable, recognise, createRowReader };

/** The labelled table of a folder of bench data, or null. */
export async function labelledTable(folder: string): Promise<(Labelled & Songs) | null> {
  const file = join(folder, "moods_study_chill_energetic_happy.csv");
  if (!existsSync(file)) return null;
  const rows = await read(file, "mood");
  const labelled = labelledRows(rows, "mood");
  const none = new Int32Array(labelled.target.length);
  return { ...labelled, artists: Int32Array.from(labelled.groups.keys()), playlists: none };
}

/** The songs of the table of playlists in a folder of bench data, each once, or null. */
export async function playlistTable(folder: string): Promise<Songs | null> {
  const file = join(folder, "spotify_songs_30k.csv");
  if (!existsSync(file)) return null;
  const seen = new Set<string>();
  const rows = (await read(file, "playlist_subgenre")).filter(({ track }) => {
    const key = track?.uri ?? null;
    if (key === null || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  const all = featuresOf(rows.map(({ track }) => track));
  const known = rowsWithData(all);
  const number = numbering();
  const genre = numbering();
  return {
    features: takeRows(all, known),
    artists: Int32Array.from(known, (row) => number(rows[row]?.track?.artists[0] ?? "")),
    playlists: Int32Array.from(known, (row) => genre(rows[row]?.cell ?? "")),
  };
}

/** One pile of songs; the second one's artists and playlists are none of the first one's. */
export function together(first: Songs, second: Songs): Songs {
  const behind = (a: Int32Array, b: Int32Array) => {
    const from = a.reduce((most, value) => Math.max(most, value), -1) + 1;
    return Int32Array.from([...a, ...b.map((value) => value + from)]);
  };
  const { columns } = first.features;
  const data = new Float32Array(first.features.data.length + second.features.data.length);
  data.set(first.features.data);
  data.set(second.features.data, first.features.data.length);
  return {
    features: { rows: first.features.rows + second.features.rows, columns, data },
    artists: behind(first.artists, second.artists),
    playlists: behind(first.playlists, second.playlists),
  };
}

function read(file: string, name: string) {
  const column = (columns: readonly string[]) => labelColumn(columns, name);
  const { signal } = new AbortController();
  return readRows(tables, file, { column, signal, log: () => undefined });
}

function numbering(): (name: string) => number {
  const numbers = new Map<string, number>();
  return (name) => {
    const known = numbers.get(name) ?? numbers.size;
    numbers.set(name, known);
    return known;
  };
}
