import { InvalidArgumentError, type Command } from "commander";
import { portSchema, type Connection } from "../../../../common/domain/spotify.ts";
import { AppError } from "../../../../common/errors.ts";
import { askYes } from "../ask.ts";
import { withSession, type GlobalOptions, type Session } from "../session.ts";
import { addPlaylistChoiceCommands } from "./sync.ts";

type ConnectOptions = GlobalOptions & {
  readonly clientId?: string;
  readonly port?: number;
  readonly appSecret?: string;
};

type DisconnectOptions = GlobalOptions & {
  readonly deleteData?: boolean;
  readonly forgetLabels?: boolean;
  readonly forgetClient?: boolean;
  readonly yes?: boolean;
};

export function addSpotifyCommands(program: Command): void {
  const spotify = program
    .command("spotify")
    .description("connect Spotify, see how things stand, or disconnect it")
    .addHelpText(
      "after",
      `
Make an app of your own at https://developer.spotify.com/dashboard first (its owner needs
Premium), and give it the redirect URI that \`undertone spotify status\` prints.

Examples:
  undertone spotify connect --client-id 0123456789abcdef0123456789abcdef
  undertone spotify status
  undertone spotify disconnect --delete-data`,
    );
  spotify
    .command("connect")
    .description("sign in with your browser; the address is on standard error as well")
    .option("--client-id <id>", "the client ID of your app (default: the one from before)")
    .option(
      "--port <number>",
      "the port of the redirect URI (default: the one from before)",
      toPort,
    )
    .option(
      "--app-secret <secret>",
      "no person, only public playlists, with an old app: its client secret, or - to read it from standard input",
    )
    .addHelpText("after", JSON_HELP)
    .action((options: ConnectOptions) =>
      withSession(options, (session) => connect(session, options)),
    );
  spotify
    .command("status")
    .description("who is signed in, until when, and the requests of the last 24 hours")
    .option("--check", "ask Spotify (one request)")
    .addHelpText("after", JSON_HELP)
    .action((options: GlobalOptions & { readonly check?: boolean }) =>
      withSession(options, async ({ call, terminal }) => {
        const status = await call(options.check ? "spotify.check" : "spotify.status", {});
        terminal.result(status, () => describe(status));
      }),
    );
  spotify
    .command("disconnect")
    .description("sign out, and delete what came from Spotify where asked")
    .option("--delete-data", "delete everything that came from Spotify as well")
    .option("--forget-labels", "with --delete-data: also the labels that you made")
    .option("--forget-client", "forget the client ID, too")
    .option("--yes", "do not ask")
    .addHelpText("after", "\nJSON: {tracks, playlists, labelsKept}")
    .action((options: DisconnectOptions) =>
      withSession(options, (session) => disconnect(session, options)),
    );
  addPlaylistChoiceCommands(spotify);
}

const JSON_HELP = `
JSON: {state, clientId, redirectUri, account, missingScopes, authorizedAt, expiresAt,
expiresSoon, tokensKept, offline, problem: {code, message}, quota: {used, limit, blockedUntil}}`;

async function connect(session: Session, options: ConnectOptions): Promise<void> {
  const { call, terminal } = session;
  const { clientId } = await call("spotify.status", {});
  const wanted = options.clientId ?? clientId;
  if (wanted === null) {
    throw new AppError(
      "bad_input",
      "Name your app's client ID with --client-id. It stands at https://developer.spotify.com/dashboard.",
    );
  }
  if (options.appSecret !== undefined) {
    const clientSecret = options.appSecret === "-" ? await readStandardInput() : options.appSecret;
    const status = await call("spotify.useAppOnly", { clientId: wanted, clientSecret });
    terminal.result(status, () => describe(status));
    return;
  }
  await call("spotify.setUp", {
    clientId: wanted,
    ...(options.port === undefined ? {} : { port: options.port }),
  });
  const { url, opened } = await call("spotify.beginSignIn", {});
  terminal.problem(
    opened
      ? `Your browser shows Spotify's page. If it does not, open this address:\n${url}`
      : `Open this address in a browser on this machine:\n${url}`,
  );
  const status = await call("spotify.awaitSignIn", {});
  terminal.result(status, () => describe(status));
}

async function disconnect(session: Session, options: DisconnectOptions): Promise<void> {
  const { deleteData = false, forgetLabels = false, forgetClient = false } = options;
  if (forgetLabels && !deleteData) {
    throw new AppError("bad_input", "--forget-labels goes with --delete-data.");
  }
  if (deleteData && !options.yes) {
    const labels = forgetLabels
      ? ", and with it the labels you made"
      : "; labels that you set yourself stay, those from playlists’ names go";
    await askYes(`This deletes everything that came from Spotify${labels}.`);
  }
  const report = await session.call("spotify.disconnect", {
    deleteData,
    keepLabels: !forgetLabels,
    forgetClient,
  });
  session.terminal.result(report, () =>
    deleteData
      ? `Disconnected. ${report.tracks} tracks and ${report.playlists} playlists are deleted, ${report.labelsKept} labels kept.`
      : "Disconnected. What was synced stays in the library.",
  );
}

function describe(status: Connection): string {
  const { quota, account, problem } = status;
  const lines = [STATES[status.state](account?.name ?? account?.id ?? null)];
  if (status.clientId !== null) lines.push(`Client ID: ${status.clientId}`);
  lines.push(`Redirect URI (in Spotify's dashboard, letter by letter): ${status.redirectUri}`);
  if (status.expiresAt !== null) {
    lines.push(
      `Signed in until ${day(status.expiresAt)}${status.expiresSoon ? ": sign in again soon, Spotify ends it then" : ""}.`,
    );
  }
  if (status.state === "signed_in" || status.state === "app_only") {
    lines.push(
      status.tokensKept === "encrypted"
        ? "Tokens are kept in the system's key store."
        : "Tokens are kept in a file that only you may read.",
    );
  }
  lines.push(`Requests in the last 24 hours: ${quota.used} of ${quota.limit}.`);
  if (quota.blockedUntil !== null) {
    lines.push(`Spotify answers again ${new Date(quota.blockedUntil).toLocaleString("en-GB")}.`);
  }
  if (status.offline) lines.push("Spotify could not be reached the last time.");
  if (problem) lines.push(`Problem: ${problem.message}`);
  return lines.join("\n");
}

const STATES: Readonly<Record<Connection["state"], (account: string | null) => string>> = {
  not_set_up: () => "Spotify is not set up.",
  signed_out: () => "Not signed in to Spotify.",
  signed_in: (account) =>
    account === null ? "Signed in to Spotify." : `Signed in to Spotify as ${account}.`,
  app_only: () => "Connected as an app without a person: public playlists alone, old apps alone.",
};

function day(time: string): string {
  return new Date(time).toLocaleDateString("en-GB", { dateStyle: "long" });
}

function toPort(text: string): number {
  const port = portSchema.safeParse(/^\d{1,5}$/.test(text) ? Number(text) : null);
  if (port.success) return port.data;
  throw new InvalidArgumentError("A port is a whole number from 1024 to 65535.");
}

async function readStandardInput(): Promise<string> {
  let text = "";
  for await (const chunk of process.stdin.setEncoding("utf8")) text += String(chunk);
  return text.trim();
}
