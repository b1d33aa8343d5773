import { resolve } from "node:path";
import type { Command } from "commander";
import type { AnalysedFile } from "../../../../common/domain/audio.ts";
import { camelot, keyName } from "../../../../common/domain/key.ts";
import { withSession, type GlobalOptions } from "../session.ts";
import { table } from "../terminal.ts";

export function addAnalyzeCommand(program: Command): void {
  program
    .command("analyze")
    .description("listen to sound files: tempo, key, loudness, energy; the library is not changed")
    .argument("<path...>", "files, or folders with all that is below them")
    .addHelpText(
      "after",
      `
Reads MP3, FLAC, Ogg Vorbis, Opus, WAV and AIFF. A file that cannot be read is listed with its reason, and the exit
code is 4 where none could be.

Examples:
  undertone analyze ~/Music
  undertone analyze song.mp3 --json`,
    )
    .action((paths: string[], options: GlobalOptions) =>
      withSession(options, async ({ call, terminal }) => {
        const files = await call("audio.analyse", { paths: paths.map((path) => resolve(path)) });
        terminal.result(files.map(toJson), () => describe(files));
        if (files.length > 0 && files.every(({ problem }) => problem !== null))
          process.exitCode = 4;
      }),
    );
}

/** One line a file. `energy` is an estimate; the second BPM is the runner-up. */
function describe(files: readonly AnalysedFile[]): string {
  if (files.length === 0) return "There is no sound file in there.";
  const rows = files.map(({ file, analysis, problem, tookMs }) => [
    file,
    analysis?.tempo ? analysis.tempo.bpm.toFixed(1) : "",
    analysis?.tempo?.runnerUp ? analysis.tempo.runnerUp.toFixed(1) : "",
    analysis?.key ? (keyName(analysis.key.key, analysis.key.mode) ?? "") : "",
    analysis?.key ? (camelot(analysis.key.key, analysis.key.mode) ?? "") : "",
    analysis?.lufs == null ? "" : analysis.lufs.toFixed(1),
    analysis?.energy == null ? "" : `~${analysis.energy.toFixed(2)}`,
    `${(tookMs / 1000).toFixed(1)} s`,
    problem?.message ?? "",
  ]);
  return table(["file", "BPM", "or", "key", "Camelot", "LUFS", "energy", "time", ""], rows);
}

function toJson({ file, analysis, problem, tookMs, cached }: AnalysedFile) {
  return {
    file,
    bpm: analysis?.tempo?.bpm ?? null,
    bpmConfidence: analysis?.tempo?.confidence ?? null,
    runnerUp: analysis?.tempo?.runnerUp ?? null,
    key: analysis?.key ? keyName(analysis.key.key, analysis.key.mode) : null,
    camelot: analysis?.key ? camelot(analysis.key.key, analysis.key.mode) : null,
    keyConfidence: analysis?.key?.confidence ?? null,
    lufs: analysis?.lufs ?? null,
    energy: analysis?.energy ?? null,
    energyEstimated: true,
    durationMs: analysis?.durationMs ?? null,
    rate: analysis?.rate ?? null,
    channels: analysis?.channels ?? null,
    tookMs,
    cached,
    problem,
  };
}
