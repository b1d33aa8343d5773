import fc from "fast-check";
import { expect, test } from "vitest";
import { contract, type CallName } from "../../common/contract.ts";
import { envelopeSchema, type Envelope } from "../../common/envelope.ts";
import { startApp } from "../support/app.ts";

const NAMES = Object.keys(contract) as CallName[];
const HOSTILE_NAMES = [
  "",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "tracks",
  "tracks.query ",
  "TRACKS.QUERY",
  "moods.list\u0000",
];

/** What a wild input may be answered with. */
const REFUSALS = new Set([
  "bad_input",
  "not_found",
  "conflict",
  "file_missing",
  "file_unreadable",
  "not_enough_labels",
  "no_features",
  "signed_out",
]);

/** Calls whose input has nothing that must be right. */
const FREE = new Set<CallName>(NAMES.filter((name) => contract[name].input.safeParse({}).success));

test.for(HOSTILE_NAMES)("a call named %j is unknown", async (name) => {
  const { app } = await startApp();
  expect(await app.dispatch(name, {})).toMatchObject({
    ok: false,
    error: { code: "unknown_call" },
  });
});

test("no call takes anything but an object", async () => {
  const { app, logged } = await startApp();
  const answers: [string, unknown][] = [];
  for (const name of NAMES) {
    for (const raw of ["text", 7, true, ["list"], () => 1]) {
      const envelope = await app.dispatch(name, raw);
      if (codeOf(envelope) !== "bad_input") answers.push([name, raw]);
    }
  }
  expect(answers).toEqual([]);
  expect(logged).toEqual([]);
});

test("a call that needs something says what is missing", async () => {
  const { app } = await startApp();
  const needy = NAMES.filter((name) => !FREE.has(name));
  const answers = await Promise.all(needy.map((name) => app.dispatch(name, {})));
  expect(answers.map(codeOf)).toEqual(needy.map(() => "bad_input"));
});

test("an input that is wild is refused or answered, never an inner error, and what is answered fits the contract", async () => {
  const { app, logged } = await startApp();
  await app.dispatch("importing.sample", {});
  // These start work of seconds, or touch files: they have tests of their own.
  const slow = new Set<CallName>([
    "exporting.run",
    "importing.sample",
    "training.run",
    "moods.cluster",
    "learning.discover",
    "models.use",
    "models.export",
  ]);
  const names = NAMES.filter((name) => !slow.has(name));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), wildInput(), async (name, raw) => {
      const envelope = await app.dispatch(name, raw);
      expect(envelopeSchema.parse(envelope)).toEqual(envelope);
      const { output } = contract[name];
      const fits = envelope.ok && output.safeParse(envelope.value).success;
      expect(fits || REFUSALS.has(codeOf(envelope)) ? "as agreed" : envelope).toBe("as agreed");
    }),
    { numRuns: 400, seed: 42 },
  );
  expect(logged.filter((line) => line.startsWith("error"))).toEqual([]);
});

/** Objects with the names that the calls use and values that may fit, nearly fit, or are hostile. */
function wildInput() {
  const number = fc.oneof(
    fc.integer({ min: -2, max: 12 }),
    fc.constantFrom(1e308, NaN, Infinity, -0, 0.5, 2 ** 53),
  );
  const text = fc.oneof(
    fc.constantFrom(
      "chill",
      "tempo",
      "energy",
      "title",
      "added",
      "none",
      "unsure",
      "set",
      "clear",
      "accept",
      "mood-1",
      "a",
      "__proto__",
      "/",
      "missing.csv",
      "csv",
      "dark",
    ),
    fc.string({ unit: "binary", maxLength: 12 }),
  );
  const leaf = fc.oneof(number, text, fc.boolean(), fc.constant(null), fc.constant(undefined));
  const range = fc.record({ low: leaf, high: leaf }, { requiredKeys: [] });
  const ranges = fc.oneof(
    fc.record(
      { tempo: range, energy: range, confidence: range, duration: range },
      { requiredKeys: [] },
    ),
    fc.constant(JSON.parse('{"__proto__":{"low":0,"high":1}}') as object),
  );
  const query = fc.record(
    {
      text,
      mood: leaf,
      by: text,
      playlist: number,
      missing: text,
      ranges,
      sort: text,
      descending: fc.boolean(),
    },
    { requiredKeys: [] },
  );
  const target = fc.oneof(
    fc.record({ ids: fc.array(number, { maxLength: 5 }) }),
    fc.record({ query }),
    leaf,
  );
  return fc.oneof(
    leaf,
    fc.record(
      {
        id: number,
        ids: fc.array(number, { maxLength: 5 }),
        into: number,
        query,
        start: number,
        limit: number,
        field: text,
        value: leaf,
        name: text,
        color: text,
        key: text,
        definition: ranges,
        tracks: fc.array(number, { maxLength: 5 }),
        kind: text,
        target,
        mood: leaf,
        file: text,
        label: text,
        format: text,
        options: fc.record({ labels: fc.boolean(), maxTracks: number }, { requiredKeys: [] }),
        theme: text,
        retrainDelayMs: number,
        unsureBelow: number,
        columns: fc.array(text, { maxLength: 3 }),
        limits: leaf,
      },
      { requiredKeys: [] },
    ),
  );
}

test("a handler's inner error crosses without its text, and is logged", async () => {
  const { app, logged } = await startApp();
  await app.close();
  const envelope = await app.dispatch("playlists.list", {});
  expect(envelope).toEqual({
    ok: false,
    error: {
      code: "internal",
      message:
        "Something went wrong inside Undertone. Try again; the log in the data folder has the details.",
    },
  });
  expect(logged.join()).toContain("The call playlists.list failed.");
});

test("a call that was cancelled before it began does nothing", async () => {
  const { app, call } = await startApp();
  const signal = AbortSignal.abort();
  expect(codeOf(await app.dispatch("importing.sample", {}, { signal }))).toBe("cancelled");
  expect(await call("stats.library", {})).toMatchObject({ tracks: 0 });
});

function codeOf(envelope: Envelope): string {
  return envelope.ok ? "ok" : envelope.error.code;
}
