import { contract } from "../../common/contract.ts";
import type { ExportFormat } from "../../common/domain/export.ts";
import type { FileRef } from "../../common/domain/import.ts";
import { unwrap } from "./envelopes.ts";
import type { SaveTarget, Transport } from "./transport.ts";

/** The host's own dialog for a file to read. */
export async function askForFile(
  call: Transport["call"],
  kind: "table" | "model",
): Promise<FileRef | null> {
  const envelope = await call("files.open", { kind });
  return contract["files.open"].output.parse(unwrap(envelope)).file;
}

/** The host's own dialog, or its own place, for a file to write. */
export async function askWhereToSave(
  call: Transport["call"],
  format: ExportFormat,
  name: string,
): Promise<SaveTarget | null> {
  const envelope = await call("files.save", { format, name });
  const { target, shown, exists } = contract["files.save"].output.parse(unwrap(envelope));
  return target === null ? null : { target, shown, exists };
}
