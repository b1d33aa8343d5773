import { createInterface } from "node:readline/promises";
import { AppError } from "../../../common/errors.ts";

/** Resolves when the person types yes. Throws AppError `cancelled` for anything else, `bad_input` where nobody can answer. */
export async function askYes(what: string): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new AppError("bad_input", `${what} Add --yes to do it.`);
  }
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await lines.question(`${what} Go on? [y/N] `);
    if (/^y(es)?$/i.test(answer.trim())) return;
  } finally {
    lines.close();
  }
  throw new AppError("cancelled", "Nothing was changed.");
}
