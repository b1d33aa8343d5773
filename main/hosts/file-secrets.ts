import { chmod, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import type { SecretName, SecretStore } from "../ports.ts";

const fileSchema = z.record(z.string(), z.string());

/**
 * Secrets in a file that its owner alone may read (0600), for hosts without a key store. It is written anew beside the
 * old one and renamed, so that a kill leaves one or the other; what is set while another write goes on waits for it.
 */
export function createFileSecrets(path: string): SecretStore {
  let turn: Promise<unknown> = Promise.resolve();
  return {
    kind: () => Promise.resolve("file"),
    get: async (name) => (await read(path))[name] ?? null,
    set(name, value) {
      const written = turn.then(async () => write(path, changed(await read(path), name, value)));
      turn = written.catch(() => undefined);
      return written;
    },
  };
}

function changed(
  secrets: Readonly<Record<string, string>>,
  name: SecretName,
  value: string | null,
): Record<string, string> {
  const { [name]: _, ...others } = secrets;
  return value === null ? others : { ...others, [name]: value };
}

/** A file that is not there, or not ours, holds no secret: the person signs in again. */
async function read(path: string): Promise<Record<string, string>> {
  try {
    return fileSchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return {};
  }
}

async function write(path: string, secrets: Readonly<Record<string, string>>): Promise<void> {
  if (Object.keys(secrets).length === 0) {
    await rm(path, { force: true });
    return;
  }
  await mkdir(dirname(path), { recursive: true });
  const next = `${path}.next`;
  await rm(next, { force: true });
  const file = await open(next, "wx", 0o600);
  try {
    await file.writeFile(JSON.stringify(secrets));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(next, path);
  await chmod(path, 0o600);
}
