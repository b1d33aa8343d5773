import {
  contract,
  type CallArgument,
  type CallName,
  type CallOutput,
} from "../../common/contract.ts";
import { startBrowserHost } from "../../main/hosts/browser/host.ts";
import { signIn, type StandIn } from "./spotify-sign-in.ts";

export type FolderCall = <Name extends CallName>(
  name: Name,
  input: CallArgument<Name>,
) => Promise<CallOutput<Name>>;

/**
 * Opens the application on a folder that the command line can go on with, signs in where nobody is, and closes it
 * when the work is done. Spotify's addresses are those of the environment.
 */
export async function inFolder<Result>(
  data: string,
  standIn: StandIn,
  work: (call: FolderCall) => Promise<Result>,
): Promise<Result> {
  const host = await startBrowserHost({ data, window: new Map() });
  const call: FolderCall = async (name, input) => {
    const envelope = await host.app.dispatch(name, input);
    if (!envelope.ok) throw new Error(`${name}: ${envelope.error.message}`);
    return contract[name].output.parse(envelope.value) as CallOutput<typeof name>;
  };
  try {
    await call("settings.set", { spotifyDailyRequests: 100_000, retrainAutomatically: false });
    const { state } = await call("spotify.status", {});
    if (state !== "signed_in") await signIn(call, standIn);
    return await work(call);
  } finally {
    await host.close();
  }
}
