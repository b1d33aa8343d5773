import { join } from "node:path";
import type { SafeStorage } from "electron";
import type { Log, SecretName, SecretStore } from "../../ports.ts";
import { createFileSecrets } from "../file-secrets.ts";

/** The asynchronous half of safeStorage: the other one is deprecated, and blocks while a key store asks the person. */
export type KeyStore = Pick<
  SafeStorage,
  | "isAsyncEncryptionAvailable"
  | "encryptStringAsync"
  | "decryptStringAsync"
  | "getSelectedStorageBackend"
>;

/**
 * Secrets encrypted with a key of the system's key store, in a file of the desktop's own: the other hosts cannot read
 * it, and keep theirs in secrets.json. Without a real key store they lie there too, which `kind` says.
 */
export function createDesktopSecrets(
  data: string,
  keys: KeyStore,
  log: Log,
  platform: NodeJS.Platform = process.platform,
): SecretStore {
  const encrypted = createFileSecrets(join(data, "secrets-desktop.json"));
  const plain = createFileSecrets(join(data, "secrets.json"));
  let available: Promise<boolean> | null = null;
  const canEncrypt = () => (available ??= hasKeyStore(keys, platform));

  async function decrypt(name: SecretName, text: string): Promise<string | null> {
    try {
      const { result, shouldReEncrypt } = await keys.decryptStringAsync(
        Buffer.from(text, "base64"),
      );
      if (shouldReEncrypt) await encrypted.set(name, await encrypt(result));
      return result;
    } catch {
      // Another user's key, or one that is gone: the person signs in again.
      log("warn", "A secret could not be decrypted; the system's key has changed.");
      return null;
    }
  }

  async function encrypt(value: string): Promise<string> {
    return (await keys.encryptStringAsync(value)).toString("base64");
  }

  return {
    kind: async () => ((await canEncrypt()) ? "encrypted" : "file"),
    async get(name) {
      if (!(await canEncrypt())) return plain.get(name);
      const text = await encrypted.get(name);
      return text === null ? null : decrypt(name, text);
    },
    async set(name, value) {
      if (value === null) {
        // Forgotten is forgotten, whichever host kept it.
        await encrypted.set(name, null);
        await plain.set(name, null);
      } else if (await canEncrypt()) {
        await encrypted.set(name, await encrypt(value));
      } else {
        await plain.set(name, value);
      }
    },
  };
}

/** `basic_text` encrypts with a password that is the same everywhere: it hides nothing. */
async function hasKeyStore(keys: KeyStore, platform: NodeJS.Platform): Promise<boolean> {
  if (!(await keys.isAsyncEncryptionAvailable().catch(() => false))) return false;
  if (platform !== "linux") return true;
  const backend = keys.getSelectedStorageBackend();
  return backend !== "basic_text" && backend !== "unknown";
}
