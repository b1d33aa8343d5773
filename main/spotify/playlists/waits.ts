import type { Jobs } from "../../jobs/jobs.ts";
import type { PlaylistDeps } from "./deps.ts";

/** Jobs during which a wait that Spotify asks for shows as one. */
export function showingWaits({ jobs, api }: PlaylistDeps): Pick<Jobs, "run"> {
  return {
    run: (job, context) =>
      jobs.run(
        {
          ...job,
          async work(running) {
            const stop = api.onWait(({ seconds }) =>
              running.report({
                stage: "Spotify asks us to wait",
                done: 0,
                total: null,
                note: `Spotify asks us to wait for ${seconds} seconds.`,
              }),
            );
            try {
              return await job.work(running);
            } finally {
              stop();
            }
          },
        },
        context,
      ),
  };
}
