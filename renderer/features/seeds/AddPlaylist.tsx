import type { ReactNode } from "react";
import type { Seed } from "../../../common/domain/seed.ts";
import { announceError } from "../../app/toasts.ts";
import { Select } from "../../elements/Field.tsx";
import { usePlaylists } from "../library/queries.ts";
import { useMoods } from "../moods/queries.ts";
import { seedOf } from "./queries.ts";

/** Takes in a playlist whose name says no mood: the user says it in its row. */
export function AddPlaylist({
  shown,
  onAdd,
}: {
  readonly shown: readonly Seed[];
  readonly onAdd: (seed: Seed) => void;
}): ReactNode {
  const playlists = usePlaylists();
  const [mood] = useMoods();
  const others = playlists.filter(({ id }) => !shown.some(({ playlist }) => playlist === id));
  if (!mood || others.length === 0) return null;
  return (
    <div className="seeds__add">
      <Select
        aria-label="Add another playlist"
        value=""
        options={[
          { value: "", label: "Add another playlist…" },
          ...others.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
        onChange={(value) => {
          const chosen = others.find(({ id }) => String(id) === value);
          if (chosen) seedOf(chosen, mood).then(onAdd, announceError);
        }}
      />
    </div>
  );
}
