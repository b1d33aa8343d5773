import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  settingsSchema,
  type Settings,
  type SettingsPatch,
} from "../../../common/domain/settings.ts";
import { call } from "../../client.ts";

const KEY = ["settings"];
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
    mutationFn: (patch: SettingsPatch) => call("settings.set", patch),
    onMutate: (patch) =>
      client.setQueryData<Settings>(KEY, (before) => settingsSchema.parse({ ...before, ...patch })),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
  return mutate;
}
