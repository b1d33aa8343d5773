import type { CallArgument, CallName, CallOutput } from "../../../../common/contract.ts";
import { contract } from "../../../../common/contract.ts";
import { settingsSchema, type SettingsPatch } from "../../../../common/domain/settings.ts";
import { createJobs } from "../../../../main/jobs/jobs.ts";
import type { ImportedTrack } from "../../../../main/library/ingest.ts";
import type { Library } from "../../../../main/library/library.ts";
import { createEvents } from "../../../../main/rpc/events.ts";
import { moodPlaylistHandlers } from "../../../../main/spotify/playlists/handlers.ts";
import type { PlaylistDeps } from "../../../../main/spotify/playlists/deps.ts";
import { openLibrary, put, track } from "../../library/support.ts";
import { RemoteModel } from "./remote-model.ts";

type Handled = ReturnType<typeof moodPlaylistHandlers>;
type Called = CallName & keyof Handled;

export type Playlists = {
  readonly library: Library;
  readonly remote: RemoteModel;
  /** Moods by name. */
  readonly moods: ReadonlyMap<string, number>;
  readonly call: <Name extends Called>(
    name: Name,
    input: CallArgument<Name>,
    signal?: AbortSignal,
  ) => Promise<CallOutput<Name>>;
  /** Labels these tracks (by the number in their URI) with a mood, and no others. */
  readonly label: (mood: string, numbers: readonly number[]) => Promise<void>;
  /** As after a kill: the same library and Spotify, all else anew. */
  readonly restart: () => Playlists;
  /** The same library without any playlist of ours, and an empty Spotify. */
  readonly fresh: () => Promise<Playlists>;
  readonly events: string[];
};

/** The calls of mood playlists on a real library, with Spotify in memory. */
export async function startPlaylists(
  tracks: readonly ImportedTrack[],
  settings: SettingsPatch = {},
): Promise<Playlists> {
  const library = openLibrary();
  await put(library, tracks);
  return over(library, new RemoteModel(), settings);
}

/** So many songs, with the URIs `spotify:track:1` and on, the first the least energetic. */
export function numbered(count: number): ImportedTrack[] {
  return Array.from({ length: count }, (_, index) =>
    track({
      title: `Song ${index + 1}`,
      artists: [`Artist ${index + 1}`],
      uri: uri(index + 1),
      features: { energy: (index + 1) / (count + 1) },
    }),
  );
}

export function uri(number: number): string {
  return `spotify:track:${number}`;
}

export function uris(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => uri(from + index));
}

function over(library: Library, remote: RemoteModel, settings: SettingsPatch): Playlists {
  const events = createEvents();
  const told: string[] = [];
  events.listen((event) => {
    if (event.type === "changed") told.push(...event.tables);
  });
  const deps: PlaylistDeps = {
    library,
    jobs: createJobs(events),
    events,
    ports: {
      settings: {
        get: () => settingsSchema.parse(settings),
        set: () => settingsSchema.parse(settings),
      },
    },
    api: remote.api,
    account: () => Promise.resolve({ id: "me", name: null }),
  };
  const handlers = moodPlaylistHandlers(deps);
  const names = library.db.prepare("SELECT name, id FROM moods").raw().all() as [string, number][];
  const moods = new Map(names);
  return {
    library,
    remote,
    moods,
    events: told,
    async call(name, input, signal = new AbortController().signal) {
      const handler = handlers[name] as (input: unknown, context: unknown) => unknown;
      const answer = await handler(contract[name].input.parse(input), {
        signal,
        report: () => undefined,
      });
      return contract[name].output.parse(answer) as CallOutput<typeof name>;
    },
    async label(mood, numbers) {
      const id = moods.get(mood) ?? 0;
      const wanted = new Set(numbers.map(uri));
      await library.write(() => {
        library.db.prepare("DELETE FROM labels WHERE mood_id = ?").run(id);
        const add = library.db.prepare(
          `INSERT INTO labels (track_id, mood_id, source, at)
           SELECT id, ?, 'user', '2026-01-01' FROM tracks WHERE uri = ?`,
        );
        for (const one of wanted) add.run(id, one);
      });
      await library.reload();
    },
    restart: () => over(library, remote, settings),
    async fresh() {
      await library.write(() => {
        library.db.exec(
          "DELETE FROM mood_playlist_writes; DELETE FROM mood_playlist_receipts; DELETE FROM mood_playlist_plans; DELETE FROM mood_playlists",
        );
      });
      return over(library, new RemoteModel(), settings);
    },
  };
}
