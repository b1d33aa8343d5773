import type { Worksheet } from "exceljs";
import type { Evaluation, Interval, TrainReport } from "../../../common/domain/model.ts";
import { heatMap, type Cell } from "../charts/heat-map.ts";
import { toPng } from "../charts/png.ts";
import type { CellFormat, CellValue } from "../columns.ts";
import { blend, PAPER, readableOn } from "../palette.ts";
import type { ExportSource } from "../source.ts";
import { setCell, setStyled } from "./cells.ts";
import type { Picture, WorkbookStream } from "./stream.ts";
import { filled, HEADER_STYLE, NOTE_STYLE, NUMBER_HEADER_STYLE, SECTION_STYLE } from "./styles.ts";

const MAX_LABELS = 24;
/** The second column also holds a moment. */
const WIDTHS = [38, 18];
const PALE = "#f8f6f2";

/** Figures of the model in use: agreement before and after, per-mood figures, and the confusion matrix. */
export function writeModelSheet(
  book: WorkbookStream,
  source: ExportSource,
  pictures: readonly Picture[],
): void {
  const sheet = book.addSheet("Model", {
    views: [{ state: "frozen", ySplit: 1 }],
    pageSetup: { orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  const evaluation = source.model?.evaluation ?? null;
  sheet.columns = Array.from({ length: width(evaluation) }, (_, index) => ({
    width: WIDTHS[index] ?? 14,
  }));
  header(sheet, ["Figure", "Value", "95 % from", "95 % to"]);
  writeLibrary(sheet, source);
  if (source.model === null) {
    blank(sheet);
    note(sheet, "No model has been trained yet: label some tracks and train.");
  } else writeFigures(sheet, source.model, evaluation);
  if (evaluation) {
    writePerMood(sheet, evaluation);
    writeConfusion(sheet, evaluation);
  }
  book.finishSheet(sheet, pictures);
}

function writeLibrary(sheet: Worksheet, { stats }: ExportSource): void {
  section(sheet, "Library");
  add(sheet, ["Tracks", stats.tracks], "whole");
  add(sheet, ["Playlists", stats.playlists], "whole");
  add(sheet, ["Labelled", stats.labelled], "whole");
  add(sheet, ["Unsure guesses", stats.unsure], "whole");
  add(sheet, ["Without features", stats.withoutFeatures], "whole");
}

function writeFigures(sheet: Worksheet, model: TrainReport, evaluation: Evaluation | null): void {
  section(sheet, "Model in use");
  add(sheet, ["Number", model.model], "whole");
  add(sheet, ["Trained at", model.createdAt], "moment");
  add(sheet, ["Labels it learned from", model.labels], "whole");
  add(sheet, ["Tracks that changed mood", model.moved], "whole");
  add(
    sheet,
    ["Agreement with held-out labels, before", ...interval(model.agreement.before)],
    "share",
  );
  add(
    sheet,
    ["Agreement with held-out labels, after", ...interval(model.agreement.after)],
    "share",
  );
  if (evaluation) {
    add(sheet, ["Accuracy (cross-validated)", ...interval(evaluation.accuracy)], "share");
    add(sheet, ["Macro F1", evaluation.macroF1], "unit");
    add(sheet, ["Log loss", evaluation.logLoss], "unit");
    add(sheet, ["Calibration error (ECE)", evaluation.ece], "unit");
    add(sheet, ["Labels it was tested on", evaluation.size], "whole");
  }
  if (model.note !== null) note(sheet, model.note);
}

function writePerMood(sheet: Worksheet, { perLabel }: Evaluation): void {
  section(sheet, "Per mood");
  header(sheet, ["Mood", "Precision", "Recall", "F1", "Labels"]);
  for (const { label, precision, recall, f1, support } of perLabel) {
    const row = sheet.addRow([]);
    setCell(row, 1, label, "text");
    setCell(row, 2, precision, "share");
    setCell(row, 3, recall, "share");
    setCell(row, 4, f1, "unit");
    setCell(row, 5, support, "whole");
    row.commit();
  }
}

function writeConfusion(sheet: Worksheet, { labels, confusion }: Evaluation): void {
  section(sheet, "Confusion matrix");
  note(sheet, "Rows: the mood you said. Columns: the mood the model said without having seen it.");
  header(sheet, ["Said", ...labels]);
  confusion.forEach((counts, index) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    const row = sheet.addRow([]);
    setCell(row, 1, labels[index] ?? null, "text");
    counts.forEach((count, column) => {
      const fill = shade(total === 0 ? 0 : count / total);
      setStyled(row, column + 2, count, filled(fill, readableOn(fill), "whole"));
    });
    row.commit();
  });
}

/** Columns that hold something, and one between them and the picture. */
function width(evaluation: Evaluation | null): number {
  return Math.max(5, (evaluation?.labels.length ?? 0) + 1) + 1;
}

/** What is taken for what, by the model in use. */
export async function drawModel({ model }: ExportSource, signal: AbortSignal): Promise<Picture[]> {
  const evaluation = model?.evaluation;
  if (!evaluation) return [];
  // Moods that were neither said nor guessed would be empty rows and columns; the table has them.
  const shown = evaluation.labels
    .flatMap((_, index) => (isUsed(evaluation.confusion, index) ? [index] : []))
    .slice(0, MAX_LABELS);
  if (shown.length === 0) return [];
  const labels = shown.map((index) => evaluation.labels[index] ?? "");
  const map = heatMap({
    title: "What is taken for what",
    subtitle: "Share of the tracks of each mood, on labels that the model had not seen",
    rows: labels,
    columns: labels,
    rowTitle: "you said",
    columnTitle: "the model said",
    cell: { width: 62, height: 46 },
    cells: shown.map((index) => shares(evaluation.confusion[index] ?? [], shown)),
  });
  const column = width(evaluation);
  const alternative = `Confusion matrix of ${labels.join(", ")}; the numbers are in the table on this sheet`;
  return [
    {
      png: await toPng(map, signal),
      width: map.width,
      height: map.height,
      column,
      row: 1,
      alternative,
    },
  ];
}

function isUsed(confusion: Evaluation["confusion"], index: number): boolean {
  return confusion.some((counts, row) =>
    row === index ? counts.some((count) => count > 0) : (counts[index] ?? 0) > 0,
  );
}

function shares(counts: readonly number[], shown: readonly number[]): Cell[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return shown.map((index) => {
    const share = total === 0 ? 0 : (counts[index] ?? 0) / total;
    return { text: total === 0 ? "–" : `${Math.round(share * 100)} %`, fill: shade(share) };
  });
}

function shade(share: number): string {
  return blend(PALE, PAPER.accent, share);
}

function interval(value: Interval | null): CellValue[] {
  return value ? [value.mean, value.low, value.high] : [];
}

function add(sheet: Worksheet, cells: readonly CellValue[], format: CellFormat): void {
  const row = sheet.addRow([]);
  cells.forEach((cell, index) => {
    setCell(row, index + 1, cell, index === 0 ? "text" : format);
  });
  row.commit();
}

function header(sheet: Worksheet, names: readonly string[]): void {
  const row = sheet.addRow([]);
  names.forEach((name, index) => {
    setStyled(row, index + 1, name, index === 0 ? HEADER_STYLE : NUMBER_HEADER_STYLE);
  });
  row.commit();
}

function section(sheet: Worksheet, name: string): void {
  blank(sheet);
  const row = sheet.addRow([]);
  setStyled(row, 1, name, SECTION_STYLE);
  row.commit();
}

function note(sheet: Worksheet, sentence: string): void {
  const row = sheet.addRow([]);
  setStyled(row, 1, sentence, NOTE_STYLE);
  row.commit();
}

function blank(sheet: Worksheet): void {
  sheet.addRow([]).commit();
}
