import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
} from "@tanstack/react-query";
import type { AmbiguousFile, ScanReport, SoundFolder } from "../../../common/domain/audio.ts";
import type { CallOutput } from "../../../common/contract.ts";
import { currentView, showScreen } from "../../app/view.ts";
import { call } from "../../client.ts";
import { createLongRun, type RunState } from "../activity/long-run.ts";
import { scanSentence } from "./words.ts";

const FOLDERS = ["features", "folders"];
const AMBIGUOUS = ["features", "ambiguous"];

/** The chosen folders; undefined until they are known. */
export function useFolders(): readonly SoundFolder[] | undefined {
  return useQuery({ queryKey: FOLDERS, queryFn: () => call("audio.folders", {}) }).data;
}

/** Asks for a folder and remembers it; null where nobody could be asked, or nothing was chosen. */
export function useAddFolder(): UseMutationResult<SoundFolder | null, Error, void> {
  return useMutation({
    mutationFn: async () => (await call("audio.addFolder", {})).folder,
    onSuccess: (folder) => {
      if (folder) startScan(folder.id);
    },
  });
}

export function useWatchFolder(): UseMutationResult<
  SoundFolder[],
  Error,
  { readonly id: number; readonly watched: boolean }
> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: { readonly id: number; readonly watched: boolean }) =>
      call("audio.watchFolder", change),
    onSuccess: (folders) => client.setQueryData(FOLDERS, folders),
  });
}

export function useRemoveFolder(): UseMutationResult<SoundFolder[], Error, number> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => call("audio.removeFolder", { id }),
    onSuccess: (folders) => client.setQueryData(FOLDERS, folders),
  });
}

const NO_FILES: readonly AmbiguousFile[] = [];

/** Files that could be one of several tracks. */
export function useAmbiguous(): readonly AmbiguousFile[] {
  const { data } = useQuery({ queryKey: AMBIGUOUS, queryFn: () => call("audio.ambiguous", {}) });
  return data ?? NO_FILES;
}

/** Says which track a file is; null: none of them. */
export function useMatch(): UseMutationResult<
  AmbiguousFile[],
  Error,
  { readonly file: number; readonly track: number | null }
> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (choice: { readonly file: number; readonly track: number | null }) =>
      call("audio.match", choice),
    onSuccess: (left) => client.setQueryData(AMBIGUOUS, left),
  });
}

export function useBrokenFiles(): CallOutput<"audio.broken"> | undefined {
  return useQuery({ queryKey: ["features", "broken"], queryFn: () => call("audio.broken", {}) })
    .data;
}

const scan = createLongRun<number | null, ScanReport>({
  kind: "analyse",
  isSeen: () => currentView().screen === "features",
  show: () => showScreen("features"),
  sentence: scanSentence,
});

/** `subject` is the folder, null for all of them. */
export function useScanRun(): RunState<number | null, ScanReport> {
  return scan.useState();
}

export const cancelScan = scan.cancel;
export const forgetScan = scan.clear;

/** Looks for new and changed files in one folder, or in all (null). */
export function startScan(folder: number | null): void {
  scan.start(folder, (onProgress) =>
    call("audio.scan", folder === null ? {} : { folder }, { onProgress }),
  );
}
