import type { SyncReport } from "../../../common/domain/spotify.ts";
import { AppError } from "../../../common/errors.ts";
import { choosePlaylists, listedPlaylists } from "../../library/spotify-playlists.ts";
import type { CallContext, Handlers } from "../../rpc/dispatch.ts";
import type { SpotifyDeps } from "../deps.ts";
import { disconnect } from "./disconnect.ts";
import { estimate } from "./estimate.ts";
import { refreshListing, remotePlaylists } from "./listing.ts";
import { sync, type SyncInput } from "./sync.ts";

type Deps = SpotifyDeps & {
  /** Guesses moods for what came in. */
  readonly train: (context: CallContext) => Promise<unknown>;
};

export function syncHandlers(
  deps: Deps,
): Pick<
  Handlers,
  | "spotify.playlists"
  | "spotify.choose"
  | "spotify.estimate"
  | "spotify.sync"
  | "spotify.disconnect"
> {
  const { library, events } = deps;
  const changed = () => events.emit({ type: "changed", tables: ["spotify"] });
  let running = false;

  return {
    async "spotify.playlists"({ refresh }, { signal }) {
      if (refresh) {
        await refreshListing(deps, { likedTotal: true }, signal);
        events.emit({ type: "changed", tables: ["spotify", "playlists"] });
      }
      return remotePlaylists(deps);
    },
    async "spotify.choose"({ ids, chosen }) {
      await library.write(() => choosePlaylists(library.db, ids, chosen));
      changed();
      return remotePlaylists(deps);
    },
    async "spotify.estimate"({ full }, { signal }) {
      if (listedPlaylists(library.db).length === 0) {
        await refreshListing(deps, { likedTotal: true }, signal);
        changed();
      }
      return estimate(deps, { full });
    },
    async "spotify.sync"(input, context) {
      if (running) {
        throw new AppError(
          "conflict",
          "A sync is under way. Wait until it is done, or cancel it first.",
        );
      }
      running = true;
      try {
        return await runSync(deps, input, context);
      } finally {
        running = false;
      }
    },
    "spotify.disconnect": (options) => disconnect(deps, options),
  };
}

function runSync(deps: Deps, input: SyncInput, context: CallContext): Promise<SyncReport> {
  const { jobs, ports, api } = deps;
  return jobs.run(
    {
      kind: "sync",
      title: "Syncing with Spotify",
      outcome: describe,
      cancelled: "Cancelled. What was fetched is kept; the next sync goes on from there.",
      async work(running) {
        const stopWaits = api.onWait(({ seconds }) =>
          running.report({
            stage: "Spotify asks us to wait",
            done: 0,
            total: null,
            note: `Spotify asks us to wait for ${seconds} seconds.`,
          }),
        );
        try {
          const report = await sync(deps, input, running);
          if (report.added + report.updated > 0) await guess(deps, running);
          return report;
        } finally {
          stopWaits();
        }
      },
    },
    context,
  );

  /** The tracks are in: a training that fails or is cancelled must not say that they are not. */
  function guess({ train }: Deps, running: CallContext): Promise<unknown> {
    return train({ ...running, signal: new AbortController().signal }).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "cancelled") return;
      ports.log("warn", "Guessing moods after a sync did not finish.", error);
    });
  }
}

function describe(report: SyncReport): string {
  if (report.stopped) return report.stopped.message;
  const left = report.playlists.filter(({ state }) => state === "left").length;
  const changed = report.playlists.filter(({ state }) => state === "synced").length;
  const parts =
    changed === 0 && report.added === 0
      ? ["nothing new"]
      : [
          `${report.added} ${report.added === 1 ? "song" : "songs"} added`,
          `${changed} ${changed === 1 ? "playlist" : "playlists"} brought up to date`,
        ];
  if (left > 0) parts.push(`${left} left; the report says why`);
  const text = `${parts.join(", ")}.`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
