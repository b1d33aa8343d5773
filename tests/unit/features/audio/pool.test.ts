import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { createSoundPool, type SoundPool } from "../../../../main/features/audio/pool.ts";
import { temporaryFolder } from "../../../support/folder.ts";

const NEVER = new AbortController().signal;

/** Threads that do as the path says: die, hang, or tell who they are. */
function start(longestMs?: number): SoundPool {
  const module = join(temporaryFolder(), "worker.mjs");
  writeFileSync(
    module,
    `import { threadId } from "node:worker_threads";
export async function fingerprint(path) {
  if (path === "die") process.exit(1);
  if (path === "throw") throw new TypeError("astray");
  if (path === "hang") for (;;);
  await new Promise((resolve) => setTimeout(resolve, 20));
  return { ok: true, value: { hash: String(threadId), tags: null } };
}
`,
  );
  const pool = createSoundPool(pathToFileURL(module), longestMs);
  onTestFinished(() => pool.close());
  return pool;
}

test.each(["die", "throw"])("a worker that is told to %s fails its file alone", async (what) => {
  const pool = start();
  await expect(pool.fingerprint(what, NEVER)).rejects.toMatchObject({
    code: "file_unreadable",
    message: "The sound cannot be read: its data led the decoder astray.",
  });
  expect((await pool.fingerprint("a", NEVER)).hash).toMatch(/^\d+$/);
});

test("a worker that hangs is given up, and another takes its place", async () => {
  const pool = start(300);
  await expect(pool.fingerprint("hang", NEVER)).rejects.toMatchObject({
    code: "file_unreadable",
    message: "The sound cannot be read: it takes too long.",
  });
});

test("the time of a file counts from its turn: those that wait for a thread do not run out of it", async () => {
  const pool = start(600);
  const files = Array.from({ length: 60 * pool.size }, (_, index) => String(index));
  // Each takes 20 ms, so that together they take twice as long as one may.
  const prints = await Promise.all(files.map((path) => pool.fingerprint(path, NEVER)));
  expect(prints).toHaveLength(files.length);
});

test("a file that is waiting for its turn is cancelled at once", async () => {
  const pool = start();
  const first = new AbortController();
  const hanging = Array.from({ length: pool.size }, () => pool.fingerprint("hang", first.signal));
  const ended = Promise.allSettled(hanging);
  const abort = new AbortController();
  const waiting = pool.fingerprint("a", abort.signal);
  abort.abort(new Error("Enough."));
  await expect(waiting).rejects.toThrow("Enough.");
  first.abort();
  await ended;
});

test("a cancel ends a worker that hangs, with the signal's reason", async () => {
  const pool = start();
  const abort = new AbortController();
  const hanging = pool.fingerprint("hang", abort.signal);
  setTimeout(() => abort.abort(new Error("Enough.")), 100);
  await expect(hanging).rejects.toThrow("Enough.");
  expect((await pool.fingerprint("a", NEVER)).hash).toMatch(/^\d+$/);
});

test("there are never more threads than cores less one, and at least one", async () => {
  const pool = start();
  const most = Math.max(1, availableParallelism() - 1);
  expect(pool.size).toBe(most);
  const prints = await Promise.all(
    Array.from({ length: 4 * most }, (_, index) => pool.fingerprint(String(index), NEVER)),
  );
  expect(new Set(prints.map(({ hash }) => hash)).size).toBeLessThanOrEqual(most);
});

test("a pool that is closed ends what runs", async () => {
  const pool = start();
  const hanging = pool.fingerprint("hang", NEVER);
  const ended = hanging.catch((error: unknown) => error);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await pool.close();
  expect(await ended).toMatchObject({ code: "file_unreadable" });
});
