import { z } from "zod";
import { fileRefSchema, type FileRef } from "../../common/domain/import.ts";
import { progressSchema } from "../../common/domain/job.ts";
import { envelopeSchema, type Envelope } from "../../common/envelope.ts";
import { AppError } from "../../common/errors.ts";
import { chooseFile, saveAs } from "./browser-files.ts";
import { failed, unavailable, unwrap } from "./envelopes.ts";
import { askWhereToSave } from "./files.ts";
import { jsonLines } from "./lines.ts";
import { listenShared } from "./shared-events.ts";
import type { Transport } from "./transport.ts";

const TOKEN_KEY = "undertone-token";
/** The host's own limit; asking first spares the sending. */
const MAX_UPLOAD_BYTES = 2_147_483_648;
const CANCELLED = failed("cancelled", "Cancelled. Nothing was changed.");
const LOST = unavailable(
  "Undertone does not answer. Look whether it still runs; if not, start it again and open the address that it prints.",
);

const lineSchema = z.union([
  z.object({ progress: progressSchema }),
  z.object({ envelope: envelopeSchema }),
]);

/**
 * The key from the address. It moves to this tab's own storage, so that it is neither in the history nor in what
 * the user copies from the address bar; a reload still has it.
 */
export function takeToken(): string {
  const token = /^#token=([\w-]+)$/.exec(location.hash)?.[1];
  if (token !== undefined) {
    sessionStorage.setItem(TOKEN_KEY, token);
    history.replaceState(null, "", location.pathname);
  }
  return token ?? sessionStorage.getItem(TOKEN_KEY) ?? "";
}

/** The window's way to the server that it came from. */
export function createHttpTransport(token: string): Transport {
  const authorization = { Authorization: `Bearer ${token}` };

  const call: Transport["call"] = async (name, input, options = {}) => {
    let answer: Envelope | undefined;
    try {
      const response = await fetch("/call", {
        method: "POST",
        headers: { ...authorization, "Content-Type": "application/json" },
        body: JSON.stringify({ name, input }),
        signal: options.signal ?? null,
      });
      if (!response.ok || !response.body) return await refusalOf(response);
      for await (const raw of jsonLines(response.body)) {
        const line = lineSchema.parse(raw);
        // Read on to the end: leaving now would break the connection off instead of keeping it for the next call.
        if ("envelope" in line) answer = line.envelope;
        else options.onProgress?.(line.progress);
      }
      return answer ?? LOST;
    } catch {
      return answer ?? (options.signal?.aborted ? CANCELLED : LOST);
    }
  };

  const acceptFile = async (file: File): Promise<FileRef> => {
    if (file.size > MAX_UPLOAD_BYTES) {
      throw new AppError(
        "file_too_large",
        `${file.name} is larger than 2 GB, which is too much for the browser. Use the desktop app or the command line for it.`,
      );
    }
    const envelope = await fetch(`/files?name=${encodeURIComponent(file.name)}`, {
      method: "POST",
      headers: { ...authorization, "Content-Type": "application/octet-stream" },
      body: file,
    }).then(envelopeOf, () => LOST);
    return fileRefSchema.parse(unwrap(envelope));
  };

  return {
    kind: "browser",
    call,
    listen: (onEvent, onConnection) => listenShared(token, onEvent, onConnection),
    async openTable() {
      const file = await chooseFile(".csv,.tsv,.txt,.xlsx,.json");
      return file && acceptFile(file);
    },
    async openModel() {
      const file = await chooseFile(".json");
      return file && acceptFile(file);
    },
    acceptFile,
    async saveTarget(format, name) {
      const target = await askWhereToSave(call, format, name);
      // The path is the server's own place; the browser decides where the download goes.
      return target && { ...target, shown: null, exists: false };
    },
    async deliver({ downloads }) {
      for (const { name, url } of downloads) {
        const response = await fetch(url, { headers: authorization }).catch(() => null);
        if (!response?.ok) unwrap(response ? await refusalOf(response) : LOST);
        else saveAs(await response.blob(), name);
      }
    },
  };
}

async function envelopeOf(response: Response): Promise<Envelope> {
  const parsed = envelopeSchema.safeParse(await response.json().catch(() => null));
  return parsed.success ? parsed.data : LOST;
}

/** What a request that was not answered says about why. */
async function refusalOf(response: Response): Promise<Envelope> {
  const envelope = await envelopeOf(response);
  return envelope.ok ? LOST : envelope;
}
