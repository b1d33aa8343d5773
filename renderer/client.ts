import { contract, type CallArgument, type CallName, type CallOutput } from "../common/contract.ts";
import { AppError } from "../common/errors.ts";
import { createTransport } from "./transport/index.ts";
import type { CallOptions } from "./transport/transport.ts";

export const transport = createTransport();

/**
 * The one way from the window to the main process. Answers are parsed like inputs are on the other side.
 * Throws AppError with the sentence that the user should read.
 */
export async function call<Name extends CallName>(
  name: Name,
  input: CallArgument<Name>,
  options?: CallOptions,
): Promise<CallOutput<Name>> {
  const envelope = await transport.call(name, input, options);
  if (!envelope.ok) {
    const { code, message, path } = envelope.error;
    throw new AppError(code, message, path === undefined ? {} : { path });
  }
  const parsed = contract[name].output.safeParse(envelope.value);
  if (!parsed.success) {
    throw new AppError(
      "internal",
      "The answer does not fit this window. Close it and start Undertone again.",
      { cause: parsed.error },
    );
  }
  // The schema of this very call has just accepted the value.
  return parsed.data as CallOutput<Name>;
}
