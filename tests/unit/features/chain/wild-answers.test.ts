import fc from "fast-check";
import { expect, test } from "vitest";
import { isUsable, type FeatureName } from "../../../../common/domain/features.ts";
import { ProviderFailure, type FeatureProvider } from "../../../../main/features/chain/provider.ts";
import { createProviders } from "../../../../main/features/chain/providers/all.ts";
import { startJsonServer } from "../../../servers/json-server.ts";
import { isrc, spotifyId, withServices } from "./support.ts";

const TRACKS = [1, 2].map((id) => ({ id, spotifyId: spotifyId(id), isrc: isrc(id) }));

const value = fc.oneof(
  fc.double(),
  fc.integer({ min: -2, max: 13 }),
  fc.constantFrom(null, undefined, "C#", "minor", "", true),
  fc.jsonValue({ maxDepth: 1 }),
);
const record = (...keys: string[]) =>
  fc.record(Object.fromEntries(keys.map((key) => [key, value])), { requiredKeys: [] });

/** Answers that are nearly right, with any value anywhere, and answers that are not right at all. */
const answers: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc.record({
    content: fc.array(
      fc
        .tuple(
          record("tempo", "key", "mode", "energy", "loudness", "valence"),
          fc.constantFrom(`/track/${spotifyId(1)}`, `/track/${spotifyId(2)}?x`, "", null, 7),
        )
        .map(([values, href]) => ({ ...values, href })),
    ),
  }),
  fc.record({ recordings: fc.array(fc.record({ id: fc.constantFrom("aa", "bb", "__proto__") })) }),
  fc.dictionary(
    fc.constantFrom("aa", "bb", "mbid_mapping"),
    fc.dictionary(
      fc.constantFrom("0", "1"),
      fc.oneof(
        value,
        fc.record(
          {
            rhythm: fc.oneof(value, record("bpm")),
            tonal: fc.oneof(value, record("key_key", "key_scale", "key_strength")),
            highlevel: fc.oneof(
              value,
              fc.record({ danceability: fc.record({ all: record("danceable") }) }),
            ),
          },
          { requiredKeys: [] },
        ),
      ),
    ),
  ),
  record("id", "bpm", "error"),
  fc.record({ error: record("code", "message") }),
);

test("any answer is values that a track can have, or nothing, or a failure that is told: never a crash", async () => {
  let next: unknown[] = [];
  const server = await startJsonServer(({ path }) => {
    // MusicBrainz mostly answers honestly, so that AcousticBrainz gets its turn.
    if (path.startsWith("/ws/2/") && next.length < 4)
      return { status: 200, body: { recordings: [{ id: path.endsWith("1") ? "aa" : "bb" }] } };
    return { status: 200, body: next.shift() ?? null };
  });
  withServices({ reccobeats: server, musicbrainz: server, acousticbrainz: server, deezer: server });
  const providers = () =>
    createProviders({ audioFeatures: () => Promise.resolve([]) }).filter(
      ({ id }) => id !== "spotify",
    );
  const seen = { values: 0, nothing: 0, failures: 0 };

  await fc.assert(
    fc.asyncProperty(fc.array(answers, { minLength: 4, maxLength: 4 }), async (told) => {
      for (const provider of providers()) {
        next = told.slice(provider.id === "acousticbrainz" ? 2 : 0);
        await askOnce(provider);
      }
    }),
    { numRuns: 300 },
  );
  // The test is worth something only if it has come by all three.
  expect(Object.values(seen).every((count) => count > 0)).toBe(true);

  async function askOnce(provider: FeatureProvider): Promise<void> {
    const batch = provider.batch === 1 ? TRACKS.slice(0, 1) : TRACKS;
    const asking = { signal: new AbortController().signal, turn: () => Promise.resolve() };
    const found = await provider.ask(batch, asking).catch((error: unknown) => {
      if (error instanceof ProviderFailure) return null;
      throw error;
    });
    if (found === null) seen.failures += 1;
    for (const [id, { features, confidence }] of found ?? []) {
      expect(batch.some((track) => track.id === id)).toBe(true);
      for (const [field, number] of Object.entries(features))
        expect(isReal(field as FeatureName, number ?? NaN)).toBe(true);
      for (const sure of Object.values(confidence))
        expect(sure === null || (sure >= 0 && sure <= 1)).toBe(true);
      seen[Object.keys(features).length > 0 ? "values" : "nothing"] += 1;
    }
  }
}, 120_000);

function isReal(field: FeatureName, told: number): boolean {
  const whole = field === "key" || field === "mode";
  return isUsable(field, told) && (!whole || Number.isInteger(told));
}
