import type { Progress } from "../../../common/domain/job.ts";

export type Terminal = {
  /** JSON to stdout with --json, else the text of `human`. */
  readonly result: (value: unknown, human: () => string) => void;
  readonly progress: (progress: Progress) => void;
  readonly endProgress: () => void;
  readonly problem: (message: string, detail?: unknown) => void;
};

type TerminalOptions = {
  readonly json: boolean;
  readonly quiet: boolean;
  /** Progress even where standard error is no terminal, line by line. */
  readonly progress?: boolean;
};

export function createTerminal({ json, quiet, progress = false }: TerminalOptions): Terminal {
  const live = process.stderr.isTTY && !quiet;
  const lines = progress && !live && !quiet;
  let open = false;
  let stage = "";
  const endProgress = () => {
    if (open) process.stderr.write("\r\u001b[K");
    open = false;
  };
  return {
    result(value, human) {
      endProgress();
      process.stdout.write(`${json ? JSON.stringify(value, null, 2) : human()}\n`);
    },
    progress(step) {
      const { done, total } = step;
      const share = total === null || total === 0 ? "" : ` ${Math.floor((done / total) * 100)} %`;
      if (live) {
        process.stderr.write(`\r\u001b[K${step.stage}…${share}`);
        open = true;
      } else if (lines && step.stage !== stage) {
        process.stderr.write(`${step.stage}…\n`);
      }
      stage = step.stage;
    },
    endProgress,
    problem(message, detail) {
      endProgress();
      const text = detail instanceof Error ? ` (${detail.message})` : "";
      process.stderr.write(`${message}${text}\n`);
    },
  };
}

/** Columns aligned by their widest cell; numbers to the right. */
export function table(
  headers: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const lines = [headers, ...rows.map((row) => row.map(String))];
  const widths = headers.map((_, column) =>
    Math.max(...lines.map((line) => displayWidth(line[column] ?? ""))),
  );
  const right = headers.map(
    (_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === "number"),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => {
          const gap = " ".repeat((widths[column] ?? 0) - displayWidth(cell));
          return right[column] ? gap + cell : cell + gap;
        })
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** "1 request", "2 requests". */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

export function percent(share: number | null): string {
  return share === null ? "–" : `${(share * 100).toFixed(1)} %`;
}

/** Terminals draw East Asian characters two cells wide. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    width +=
      /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60]/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return width;
}
