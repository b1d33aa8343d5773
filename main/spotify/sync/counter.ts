import { IdSet } from "../../library/id-set.ts";
import { OUTCOMES, type StoreResult } from "../../library/spotify-store.ts";
import type { SpotifyApi } from "../api.ts";
import type { SpotifyDeps } from "../deps.ts";

/** What a sync has done so far: tracks, each counted once, and requests. */
export class Counter {
  /** The API, counted. */
  readonly api: SpotifyApi;
  readonly #deps: SpotifyDeps;
  readonly #seen = new IdSet();
  readonly #counts = { added: 0, updated: 0, unchanged: 0 };
  readonly #usedBefore: number;
  #calls = 0;
  #unshown = false;
  #shownAt = performance.now();

  constructor(deps: SpotifyDeps) {
    this.#deps = deps;
    this.#usedBefore = deps.api.quota().used;
    const { api } = deps;
    const count = <Input extends readonly unknown[], Output>(
      call: (...input: Input) => Promise<Output>,
    ) => {
      return async (...input: Input): Promise<Output> => {
        const answer = await call(...input);
        // One that failed may not have been sent at all: the day's count knows.
        this.#calls += 1;
        return answer;
      };
    };
    this.api = {
      ...api,
      me: count(api.me),
      myPlaylists: count(api.myPlaylists),
      playlist: count(api.playlist),
      playlistItems: count(api.playlistItems),
      likedTracks: count(api.likedTracks),
    };
  }

  add({ ids, outcomes }: StoreResult): void {
    this.#unshown = true;
    ids.forEach((id, index) => {
      const outcome = OUTCOMES[outcomes[index] ?? 0];
      // A song in several playlists comes in with the first of them.
      if (outcome !== undefined && this.#seen.add(id)) this.#counts[outcome] += 1;
    });
  }

  counts() {
    return { ...this.#counts };
  }

  /** Retries included, as far as the day's count tells: yesterday's fall out of it meanwhile. */
  requests(): number {
    return Math.max(this.#calls, this.#deps.api.quota().used - this.#usedBefore);
  }

  /** Lets the lists have what came in, if that was not done for so long. */
  async show(everyMs: number): Promise<void> {
    const { library, events } = this.#deps;
    if (performance.now() - this.#shownAt < everyMs) return;
    if (this.#unshown) await library.exclusive(() => library.reload());
    events.emit({
      type: "changed",
      tables: this.#unshown ? ["tracks", "playlists", "labels", "moods", "spotify"] : ["spotify"],
    });
    this.#unshown = false;
    this.#shownAt = performance.now();
  }
}
