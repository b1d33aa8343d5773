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
