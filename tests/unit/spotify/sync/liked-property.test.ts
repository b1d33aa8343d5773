import fc from "fast-check";
import { expect, test } from "vitest";
import { connected, places } from "./support.ts";

type Step =
  | { readonly does: "like" }
  | { readonly does: "unlike" | "again"; readonly at: number }
  /** A sync that may stop after so many new songs. */
  | { readonly does: "sync"; readonly most: number | null };

const at = fc.nat({ max: 60 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constant<Step>({ does: "like" }),
  at.map((at): Step => ({ does: "unlike", at })),
  at.map((at): Step => ({ does: "again", at })),
  fc.option(fc.integer({ min: 1, max: 12 })).map((most): Step => ({ does: "sync", most })),
);

test("however songs are liked, taken out and liked again between syncs, whole or stopped, the list is Spotify's in the end", async () => {
  const { server, call, data } = await connected({
    spotifyBatchSize: 5,
    spotifyDailyRequests: 100_000,
  });
  server.world.grow({ liked: 23 });
  const remote = () => server.state.person.liked.map(({ uri }) => uri);
  const take = async (step: Step) => {
    // Nobody likes two songs, or one twice, in the same second.
    server.state.clock.advance(1000);
    switch (step.does) {
      case "like":
        server.phone.like(server.world.track().uri);
        break;
      case "unlike":
      case "again": {
        const uri = remote()[step.at];
        if (uri === undefined) break;
        server.phone.unlike(uri);
        if (step.does === "again") server.phone.like(uri);
        break;
      }
      case "sync":
        await call("spotify.sync", { maxTracks: step.most });
        break;
    }
  };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      for (const one of steps) await take(one);
      const { playlists, stopped } = await call("spotify.sync", {});
      expect(stopped).toBeNull();
      expect(playlists[0]?.reason).toBeNull();
      expect(places(data, "liked")).toEqual(remote());
    }),
    { numRuns: 40, endOnFailure: true },
  );
});
