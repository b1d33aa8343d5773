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
    const parsed = contract[name].input.safeParse(raw ?? {});
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const path = issue?.path.map(String).join(".") ?? "";
      const where = path === "" ? "" : ` (${path})`;
      return failure(
        new AppError("bad_input", `${issue?.message ?? "The input does not fit."}${where}`, {
          path,
        }),
      );
    }
    // The mapped type guarantees that the handler of `name` takes what the schema of `name` gives.
    const handler = handlers[name] as (input: unknown, context: CallContext) => unknown;
    try {
      const value = await handler(parsed.data, {
        signal: context.signal ?? NEVER,
        report: context.report ?? (() => undefined),
      });
      return { ok: true, value };
    } catch (error) {
      return failure(toAppError(error, name, log));
    }
  };
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
  if (error instanceof DOMException && error.name === "AbortError") {
    return new AppError("cancelled", "Cancelled. Nothing was changed.");
  }
  log("error", `The call ${name} failed.`, error);
  return new AppError(
    "internal",
    "Something went wrong inside Undertone. Try again; the log in the data folder has the details.",
  );
}
