import { contract, type CallInput, type CallName, type CallOutput } from "../../common/contract.ts";
import type { Progress } from "../../common/domain/job.ts";
import type { Envelope } from "../../common/envelope.ts";
import { AppError } from "../../common/errors.ts";
import type { Log } from "../ports.ts";

/** What a handler gets beside its input. Throw `signal.reason` when it aborts. */
export type CallContext = {
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
};

/** One function per call of the contract: a missing, extra or mistyped one does not compile. */
export type Handlers = {
  readonly [Name in CallName]: (
    input: CallInput<Name>,
    context: CallContext,
  ) => CallOutput<Name> | Promise<CallOutput<Name>>;
};

export type Dispatch = (
  name: string,
  raw: unknown,
  context?: Partial<CallContext>,
) => Promise<Envelope>;

const NEVER = new AbortController().signal;

/** The only door: own-key check, parse, handler, envelope. Never rejects. */
export function createDispatch(handlers: Handlers, log: Log): Dispatch {
  return async (name, raw, context = {}) => {
    if (!isCallName(name)) {
      return failure(new AppError("unknown_call", "This version of Undertone has no such call."));
    }
    // The mapped type guarantees that the handler of `name` takes what the schema of `name` gives.
    const handler = handlers[name] as (input: unknown, context: CallContext) => unknown;
    try {
      const input = parseInput(name, raw);
      const value = await handler(input, {
        signal: context.signal ?? NEVER,
        report: context.report ?? (() => undefined),
      });
      return { ok: true, value };
    } catch (error) {
      return failure(toAppError(error, name, log));
    }
  };
}

/** Throws AppError `bad_input` with the place in the input. */
function parseInput(name: CallName, raw: unknown): unknown {
  const parsed = contract[name].input.safeParse(raw ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = issue?.path.map(String).join(".") ?? "";
  const where = path === "" ? "" : ` (${path})`;
  throw new AppError("bad_input", `${issue?.message ?? "The input does not fit."}${where}`, {
    path,
  });
}

function isCallName(name: string): name is CallName {
  return Object.hasOwn(contract, name);
}

function failure(error: AppError): Envelope {
  return { ok: false, error: error.toValue() };
}

/** An abort is `cancelled`; what nobody foresaw is logged with its stack and crosses without its text. */
function toAppError(error: unknown, name: string, log: Log): AppError {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  if (code === "SQLITE_FULL" || code === "ENOSPC" || code === "EDQUOT") {
    return new AppError("disk_full", "The disk is full. Free some space and try again.");
  }
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) {
    log("error", `The call ${name} found the library damaged.`, error);
    return new AppError(
      "library_damaged",
      "The library is damaged. Close Undertone, move library.db away and put a backup in its place.",
    );
  }
  if (error instanceof DOMException && error.name === "AbortError") {
    return new AppError("cancelled", "Cancelled. Nothing was changed.");
  }
  log("error", `The call ${name} failed.`, error);
  return new AppError(
    "internal",
    "Something went wrong inside Undertone. Try again; the log in the data folder has the details.",
  );
}

/** The code that errors of Node and of SQLite carry. */
function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : "";
}
