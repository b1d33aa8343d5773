import { z } from "zod";

/** Stable codes: scripts and translations hang on them. Never rename one. */
const ERROR_CODES = [
  "unknown_call",
  "bad_input",
  "not_found",
  "conflict",
  "cancelled",
  "library_locked",
  "library_newer",
  "library_damaged",
  "file_missing",
  "file_unreadable",
  "file_too_large",
  "file_exists",
  "disk_full",
  "no_features",
  "not_enough_labels",
  "unavailable",
  "offline",
  "signed_out",
  "premium_needed",
  "user_not_allowed",
  "scope_missing",
  "not_yours",
  "quota_exceeded",
  "port_taken",
  "internal",
] as const;
export const errorCodeSchema = z.enum(ERROR_CODES);
export type ErrorCode = z.infer<typeof errorCodeSchema>;

/** What crosses to the renderer. `message` is one sentence for the user: what, why, and what now. */
export const errorValueSchema = z.object({
  code: errorCodeSchema,
  message: z.string(),
  /** Where in the input, for `bad_input`. */
  path: z.string().optional(),
});
export type ErrorValue = z.infer<typeof errorValueSchema>;

/** Thrown for everything the user can understand or act on; any other throw crosses as `internal`. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly path: string | undefined;

  constructor(code: ErrorCode, message: string, options?: { path?: string; cause?: unknown }) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.path = options?.path;
  }

  toValue(): ErrorValue {
    return this.path === undefined
      ? { code: this.code, message: this.message }
      : { code: this.code, message: this.message, path: this.path };
  }
}
