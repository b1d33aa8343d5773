import type { Envelope } from "../../common/envelope.ts";
import { AppError, type ErrorCode } from "../../common/errors.ts";

export function failed(code: ErrorCode, message: string): Envelope {
  return { ok: false, error: { code, message } };
}

export function unavailable(message: string): Envelope {
  return failed("unavailable", message);
}

/** The value of an envelope. Throws the AppError of one that failed. */
export function unwrap(envelope: Envelope): unknown {
  if (envelope.ok) return envelope.value;
  const { code, message, path } = envelope.error;
  throw new AppError(code, message, path === undefined ? {} : { path });
}
