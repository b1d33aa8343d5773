import {
  contract,
  type CallArgument,
  type CallName,
  type CallOutput,
} from "../../../common/contract.ts";
import { AppError } from "../../../common/errors.ts";
import type { App } from "../../../main/app.ts";
import { drawLibrary } from "../../../resources/sample-maker/library.ts";

/** Tracks labelled up to the end of each round; a training follows each. */
const ROUNDS = [40, 90, 160];

/** The sample library after some use, by somebody who hears the moods that its songs were made from. */
export async function learnSomething({ dispatch }: App): Promise<void> {
  const call = async <Name extends CallName>(name: Name, input: CallArgument<Name>) => {
    const envelope = await dispatch(name, input);
    if (!envelope.ok) throw new AppError(envelope.error.code, envelope.error.message);
    return contract[name].output.parse(envelope.value) as CallOutput<Name>;
  };
  await call("importing.sample", {});
  const heard = new Map(drawLibrary().map((track) => [nameOf(track), track.mood]));
  const moods = await call("moods.list", {});
  const { rows } = await call("tracks.query", { query: { sort: "title" }, limit: 1000 });
  // Every third one, so that the list shows labels and guesses side by side.
  const listened = rows.filter((_, index) => index % 3 === 0);
  let from = 0;
  for (const to of ROUNDS) {
    const round = listened.slice(from, to);
    for (const { id, name } of moods) {
      const ids = round
        .filter((track) => heard.get(nameOf(track)) === name)
        .map((track) => track.id);
      if (ids.length > 0) await call("labels.change", { kind: "set", target: { ids }, mood: id });
    }
    await call("training.run", {});
    from = to;
  }
}

function nameOf({ title, artists }: { title: string; artists: readonly string[] }): string {
  return `${title} – ${artists.join(", ")}`;
}
