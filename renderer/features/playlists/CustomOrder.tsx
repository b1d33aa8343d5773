import { useState, type ReactNode } from "react";
import { announceError } from "../../app/toasts.ts";
import { Field, Select } from "../../elements/Field.tsx";
import { countOf } from "../../elements/format.ts";
import { usePlaylists } from "../library/queries.ts";
import { fetchOrder } from "./queries.ts";

/** What rules can keep of an own order. */
const MOST = 10_000;

/** Takes over the order of a playlist that somebody put in order, on Spotify or in a file. */
export function CustomOrder({
  count,
  onChange,
}: {
  readonly count: number;
  readonly onChange: (ids: readonly number[]) => void;
}): ReactNode {
  const playlists = usePlaylists();
  const [chosen, setChosen] = useState("");
  const take = (value: string) => {
    setChosen(value);
    if (value === "") return;
    fetchOrder(Number(value), MOST).then(onChange, announceError);
  };
  return (
    <Field
      label="Take the order of"
      hint={
        count === 0
          ? "Put a playlist in order on Spotify, sync it, and choose it here."
          : `Your order has ${countOf(count, "song")}. Choose a playlist again to renew it.`
      }
    >
      {(ids) => (
        <Select
          {...ids}
          value={chosen}
          options={[
            { value: "", label: count === 0 ? "Choose a playlist…" : "Keep my order as it is" },
            ...playlists.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          onChange={take}
        />
      )}
    </Field>
  );
}
