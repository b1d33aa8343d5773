import { useState } from "react";
import { useMutation, useMutationState, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  settingsSchema,
  type Settings,
  type SettingsPatch,
} from "../../../common/domain/settings.ts";
import { call } from "../../client.ts";

const KEY = ["settings"];
const SAVE = ["settings", "save"];
const DEFAULTS: Settings = settingsSchema.parse({});

/** The settings; the defaults until they have come. */
export function useSettings(): Settings {
  const { data } = useQuery({ queryKey: KEY, queryFn: () => call("settings.get", {}) });
  return data ?? DEFAULTS;
}

/** Saves a part of the settings; the window shows it at once. */
export function useSaveSettings(): (patch: SettingsPatch) => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationKey: SAVE,
    mutationFn: (patch: SettingsPatch) => call("settings.set", patch),
    onMutate: (patch) => {
      // An answer that is on its way is older than this change.
      void client.cancelQueries({ queryKey: KEY });
      client.setQueryData<Settings>(KEY, (before) => settingsSchema.parse({ ...before, ...patch }));
    },
    onSettled: async () => {
      // While a later change is on its way, the settings of now would take it back for a moment.
      if (client.isMutating({ mutationKey: SAVE }) > 1) return;
      await client.invalidateQueries({ queryKey: KEY });
    },
  });
  return mutate;
}

/** Whether the last change since this was shown is saved. */
export function useSaveState(): "none" | "saving" | "saved" | "failed" {
  const [shownAt] = useState(() => Date.now());
  const saves = useMutationState({
    filters: { mutationKey: SAVE },
    select: ({ state: { status, submittedAt } }) => ({ status, submittedAt }),
  });
  const last = saves.findLast(({ submittedAt }) => submittedAt >= shownAt);
  switch (last?.status) {
    case undefined:
    case "idle":
      return "none";
    case "pending":
      return "saving";
    case "success":
      return "saved";
    case "error":
      return "failed";
  }
}
