import { AppError } from "../../../common/errors.ts";

/** What to tell the user of an error that a form shows itself. */
export function sentenceOf(error: Error): string {
  return error instanceof AppError
    ? error.message
    : "Something went wrong in this window. Try again; reload the window if it stays.";
}
