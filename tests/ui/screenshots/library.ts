import {
  contract,
  type CallArgument,
  type CallName,
  type CallOutput,
} from "../../../common/contract.ts";
import { AppError } from "../../../common/errors.ts";
import type { App } from "../../../main/app.ts";

/** What somebody would say who knows the sample's playlists. */
const MOOD_OF: Readonly<Record<string, string>> = {
  "Deep Focus": "study",
  "Gym Fuel": "hype",
  "Kitchen Disco": "happy",
  "Rainy Window": "sad",
  "Sunday Coffee": "chill",
};

/** The sample library after some use: two rounds of labels, each followed by a training. */
export async function learnSomething({ dispatch }: App): Promise<void> {
  const call = async <Name extends CallName>(name: Name, input: CallArgument<Name>) => {
    const envelope = await dispatch(name, input);
    if (!envelope.ok) throw new AppError(envelope.error.code, envelope.error.message);
    return contract[name].output.parse(envelope.value) as CallOutput<Name>;
  };
  await call("importing.sample", {});
  const moods = new Map((await call("moods.list", {})).map(({ id, name }) => [name, id]));
  const playlists = await call("playlists.list", {});
  for (const [start, count] of [
    [0, 8],
    [8, 14],
  ] as const) {
    for (const playlist of playlists) {
      const mood = moods.get(MOOD_OF[playlist.name] ?? "");
      if (mood === undefined) continue;
      const query = { playlist: playlist.id, sort: "title" } as const;
      const { rows } = await call("tracks.query", { query, start, limit: count });
      const target = { ids: rows.map(({ id }) => id) };
      await call("labels.change", { kind: "set", target, mood });
    }
    await call("training.run", {});
  }
}
