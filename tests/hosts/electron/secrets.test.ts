import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createFileSecrets } from "../../../main/hosts/file-secrets.ts";
import { createDesktopSecrets, type KeyStore } from "../../../main/hosts/electron/secrets.ts";
import { temporaryFolder } from "../../support/folder.ts";

const SECRET = '{"refreshToken":"nobody may read this"}';

/** A key store that turns bytes around with its key; `key` may change, as when the user's login does. */
function keyStore(
  options: { backend?: "gnome_libsecret" | "basic_text"; available?: boolean } = {},
) {
  const state = { key: 0x5a, reEncrypt: false, encrypted: 0 };
  const turn = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ state.key));
  const keys: KeyStore = {
    isAsyncEncryptionAvailable: () => Promise.resolve(options.available ?? true),
    encryptStringAsync: (text) => {
      state.encrypted += 1;
      return Promise.resolve(turn(Buffer.from(text)));
    },
    decryptStringAsync: (bytes) => {
      const result = turn(bytes).toString();
      if (!result.startsWith("{")) return Promise.reject(new Error("wrong key"));
      return Promise.resolve({ result, shouldReEncrypt: state.reEncrypt });
    },
    getSelectedStorageBackend: () => options.backend ?? "gnome_libsecret",
  };
  return { keys, state };
}

test("with a key store, what is on the disk cannot be read", async () => {
  const data = temporaryFolder();
  const secrets = createDesktopSecrets(data, keyStore().keys, () => undefined, "linux");
  await secrets.set("spotify", SECRET);
  expect([await secrets.kind(), await secrets.get("spotify")]).toEqual(["encrypted", SECRET]);
  expect(existsSync(join(data, "secrets.json"))).toBe(false);
  expect(readFileSync(join(data, "secrets-desktop.json"), "utf8")).not.toContain("nobody");
});

test.each<[string, Parameters<typeof keyStore>[0], NodeJS.Platform]>([
  ["Linux has only basic_text", { backend: "basic_text" }, "linux"],
  ["there is no key store", { available: false }, "darwin"],
])("where %s, the file says what it is", async (_, options, platform) => {
  const data = temporaryFolder();
  const { keys, state } = keyStore(options);
  const secrets = createDesktopSecrets(data, keys, () => undefined, platform);
  await secrets.set("spotify", SECRET);
  expect([await secrets.kind(), await secrets.get("spotify"), state.encrypted]).toEqual([
    "file",
    SECRET,
    0,
  ]);
  expect(await createFileSecrets(join(data, "secrets.json")).get("spotify")).toBe(SECRET);
});

test("a secret of a key that is gone is none, and that is logged without it", async () => {
  const data = temporaryFolder();
  const { keys, state } = keyStore();
  const logged: string[] = [];
  const log = (_: string, message: string, detail?: unknown) =>
    void logged.push(`${message} ${String(detail)}`);
  const secrets = createDesktopSecrets(data, keys, log, "win32");
  await secrets.set("spotify", SECRET);
  state.key = 0x11;
  expect(await secrets.get("spotify")).toBeNull();
  expect(logged).toEqual([
    "A secret could not be decrypted; the system's key has changed. undefined",
  ]);
});

test("a secret of an old key is encrypted anew when the key store asks for it", async () => {
  const { keys, state } = keyStore();
  const secrets = createDesktopSecrets(temporaryFolder(), keys, () => undefined, "darwin");
  await secrets.set("spotify", SECRET);
  state.reEncrypt = true;
  expect([await secrets.get("spotify"), state.encrypted]).toEqual([SECRET, 2]);
});

test("what is forgotten is forgotten wherever it lay", async () => {
  const data = temporaryFolder();
  const plain = createFileSecrets(join(data, "secrets.json"));
  await plain.set("spotify", SECRET);
  const secrets = createDesktopSecrets(data, keyStore().keys, () => undefined, "linux");
  await secrets.set("spotify", SECRET);
  await secrets.set("spotify", null);
  expect([await secrets.get("spotify"), await plain.get("spotify")]).toEqual([null, null]);
});
