import { useState } from "react";
import type {
  FileRef,
  ImportMapping,
  ImportOptions,
  Inspection,
} from "../../../common/domain/import.ts";

/** What the user has set for one file, before it is imported. Numbers are text while they are typed. */
export type Draft = {
  readonly mapping: ImportMapping;
  readonly labels: boolean;
  readonly playlist: string;
  readonly maxTracks: string;
};

/** The draft of this file; another file starts afresh. */
export function useDraft(
  file: FileRef | null,
  inspection: Inspection | undefined,
): { readonly draft: Draft; readonly change: (change: Partial<Draft>) => void } {
  const [edits, setEdits] = useState<{ token: string | null; change: Partial<Draft> }>({
    token: null,
    change: {},
  });
  const token = file?.token ?? null;
  const own = edits.token === token ? edits.change : {};
  const draft: Draft = {
    mapping: inspection?.mapping ?? {},
    labels: false,
    playlist: "",
    maxTracks: "",
    ...own,
  };
  const change = (next: Partial<Draft>) => setEdits({ token, change: { ...own, ...next } });
  return { draft, change };
}

/** Why this cannot be imported yet, in words; null when it can. */
export function draftProblem(draft: Draft): string | null {
  if (draft.mapping.title === undefined) {
    return "Choose the column that holds the titles: a track without a title cannot be told apart.";
  }
  return maxTracksProblem(draft.maxTracks);
}

export function maxTracksProblem(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === "" || (/^\d{1,9}$/.test(trimmed) && Number(trimmed) > 0)) return null;
  return "Type a whole number of tracks, 1 or more, or leave it empty.";
}

export function toOptions({ mapping, labels, playlist, maxTracks }: Draft): ImportOptions {
  return {
    mapping,
    labels: labels && mapping.mood !== undefined,
    maxTracks: maxTracks.trim() === "" ? null : Number(maxTracks),
    ...(playlist.trim() === "" ? {} : { playlist: playlist.trim() }),
  };
}
