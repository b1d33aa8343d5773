import { join } from "node:path";
import { listMoods } from "./library/moods.ts";
import { Library } from "./library/library.ts";
import { unsureBelow } from "./library/models.ts";
import { listPlaylists } from "./library/playlists.ts";
import { exportingHandlers } from "./exporting/handlers.ts";
import { writeWhole } from "./exporting/staged-file.ts";
import { createAudio } from "./features/audio/handlers.ts";
import { createSoundPool } from "./features/audio/pool.ts";
import { chainHandlers } from "./features/chain/handlers.ts";
import { createProviders } from "./features/chain/providers/all.ts";
import { importingHandlers } from "./importing/handlers.ts";
import { recognise } from "./importing/recognise.ts";
import { createRowReader } from "./importing/row.ts";
import { openTable } from "./importing/table.ts";
import { createJobs } from "./jobs/jobs.ts";
import { createLearning } from "./learning/client.ts";
import { clusterHandlers } from "./moods/clusters.ts";
import { discoverHandlers } from "./moods/discover.ts";
import { moodHandlers } from "./moods/handlers.ts";
import { seedHandlers } from "./moods/seeds.ts";
import type { Ports } from "./ports.ts";
import { createDispatch, type Dispatch } from "./rpc/dispatch.ts";
import { createEvents, type Events } from "./rpc/events.ts";
import { spotifyAddresses } from "./spotify/addresses.ts";
import { connectSpotify } from "./spotify/connect.ts";
import { connectionHandlers } from "./spotify/connection/handlers.ts";
import type { SpotifyDeps } from "./spotify/deps.ts";
import { moodPlaylistHandlers } from "./spotify/playlists/handlers.ts";
import { syncHandlers } from "./spotify/sync/handlers.ts";
import { evidenceHandlers } from "./tracks/evidence.ts";
import { labelHandlers } from "./tracks/labels.ts";
import { trackHandlers } from "./tracks/handlers.ts";
import { libraryStats } from "./library/statistics.ts";
import { checkHandlers } from "./training/checks/handlers.ts";
import { fileHandlers } from "./training/files.ts";
import { learningHandlers } from "./training/learning-handlers.ts";
import { trainingHandlers } from "./training/handlers.ts";
import { modelHandlers } from "./training/models/handlers.ts";
import { createTraining } from "./training/training.ts";

export type App = {
  readonly dispatch: Dispatch;
  readonly events: Events;
  /** When all that was changed is on disk. */
  readonly settled: () => Promise<void>;
  /** Cancels what runs, lets writes end, and gives the library free. */
  readonly close: () => Promise<void>;
};

/**
 * Puts the application together over what a host gives. The one place that knows all features; it knows no host.
 * Throws AppError `library_locked`, `library_newer` or `library_damaged`.
 */
export async function createApp(ports: Ports): Promise<App> {
  const { log } = ports;
  const library = Library.open(join(ports.paths.data, "library.db"));
  const events = createEvents();
  const jobs = createJobs(events);
  const learning = createLearning(ports.workers.learning, log);
  const sound = createSoundPool(ports.workers.audio);
  const settings = () => ports.settings.get();
  const training = createTraining({ library, jobs, learning, events, settings, log });
  const retrain = () => training.schedule();
  const spotify = connectSpotify(spotifyAddresses(), ports, events);
  const spotifyDeps: SpotifyDeps = {
    library,
    jobs,
    events,
    ports,
    retrain,
    api: spotify.api,
    account: async () => (await spotify.auth.person())?.account ?? null,
    signOut: spotify.auth.signOut,
  };

  const audio = createAudio({ library, jobs, events, ports, pool: sound, retrain });

  const tables = { open: openTable, recognise, createRowReader };

  const dispatch = createDispatch(
    {
      ...trackHandlers({ library, events, settings, retrain }),
      ...labelHandlers({ library, events, settings, retrain }),
      ...evidenceHandlers({ library, events, settings, retrain }),
      ...moodHandlers({
        library,
        events,
        learning,
        settings,
        retrain,
        renew: () => training.refresh("moods changed"),
      }),
      ...seedHandlers({ library, events, retrain }),
      ...connectionHandlers({ ports, events, ...spotify }),
      ...syncHandlers({ ...spotifyDeps, train: (context) => training.run(context) }),
      ...moodPlaylistHandlers(spotifyDeps),
      ...chainHandlers({
        library,
        jobs,
        events,
        settings,
        retrain,
        providers: createProviders(spotify.api),
      }),
      ...audio.handlers,
      ...clusterHandlers({ library, jobs, learning, settings }),
      ...discoverHandlers({ library, jobs, learning, settings }),
      ...trainingHandlers(library, training),
      ...modelHandlers({
        library,
        jobs,
        learning,
        events,
        settings,
        ports,
        training,
        write: writeWhole,
      }),
      ...learningHandlers({ library, learning, settings }),
      ...fileHandlers({ library, jobs, learning, ports, tables }),
      ...checkHandlers({ library, jobs, learning, ports, tables }),
      ...importingHandlers({
        library,
        jobs,
        events,
        ports,
        train: (context) => training.run(context),
      }),
      ...exportingHandlers({ library, jobs, ports, settled: () => training.settled() }),
      "app.info": () => ({ version: ports.version, host: ports.host, libraryFile: library.file }),
      "stats.library": async () =>
        libraryStats(
          await library.columns(),
          listMoods(library.db),
          listPlaylists(library.db).length,
          unsureBelow(library.db, settings()),
        ),
      "settings.get": settings,
      "settings.set"(patch) {
        const saved = ports.settings.set(patch);
        // Which guesses count as unsure is a setting that lists of tracks depend on.
        const tables = patch.unsureBelow === undefined ? [] : (["tracks", "models"] as const);
        const evidence = patch.learnFromSeen === undefined ? [] : (["labels"] as const);
        events.emit({ type: "changed", tables: ["settings", ...tables, ...evidence] });
        // What is learnt from is another set of values now, or what counts as sure.
        const { trainOnSpotifyFeatures, learnFromSeen, sureShare } = patch;
        if ([trainOnSpotifyFeatures, learnFromSeen, sureShare].some((one) => one !== undefined))
          retrain();
        return saved;
      },
      "jobs.list": () => jobs.list(),
      "jobs.cancel": ({ id }) => ({ cancelled: jobs.cancel(id) }),
    },
    log,
  );

  // After a kill the guesses on disk may be half of one model and half of another.
  void training.refresh();

  return {
    dispatch,
    events,
    settled: () => training.settled(),
    async close() {
      await jobs.close();
      await spotify.close();
      await audio.close();
      await sound.close();
      await training.close();
      await library.close();
    },
  };
}
