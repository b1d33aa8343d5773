import { setImmediate as breathe, setTimeout as delay } from "node:timers/promises";
import ExcelJS from "exceljs";
import type { StagedFile } from "../staged-file.ts";
import { escapeXml } from "../xml.ts";

type Sheet = ExcelJS.Worksheet;
/** An image over the cells of a sheet. Sizes in pixels at 96 dpi; `column` and `row` count from 0. */
export type Picture = {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly column: number;
  readonly row: number;
  /** Read out by screen readers. */
  readonly alternative: string;
};

/**
 * What ExcelJS 4.4.0 (its last release) has inside and keeps from its types: its streaming writer neither waits for
 * a slow disk nor knows images, and takes three times as long for a row as for its XML. lib/stream/xlsx/{workbook,worksheet,sheet-rels}-writer.js
 */
type WriterInside = {
  readonly styles: { addStyleModel(style: Partial<ExcelJS.Style>, type: number): number };
  readonly zip: {
    append(source: unknown, data: { readonly name: string }): unknown;
    abort(): unknown;
    on(event: "error", listener: (error: Error) => void): unknown;
  };
};
type SheetInside = {
  readonly stream: { readonly pipes: readonly OldStream[]; write(text: string): unknown };
  readonly _sheetRelsWriter: {
    addMedia(media: { Target: string; Type: string }): string;
    addHyperlink(link: { target: string; address: string }): void;
  };
  /** Called where the schema wants the drawing: after the header and footer, last before the sheet's end. */
  _writeLegacyData(): void;
};

/** The archiver's streams are of an older kind, without `writableLength`. */
type OldStream = { readonly _writableState: { readonly length: number } };

/** Bytes of a sheet that may wait to be compressed. */
const AHEAD = 512 * 1024;
/** Characters of rows that are handed over at a time. */
const BATCH = 64 * 1024;
const RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/** English Metric Units per pixel at 96 dpi. */
const EMU = 9525;

/** An ExcelJS streaming writer onto a staged file, with images, and with memory that does not grow with the rows. */
export class WorkbookStream {
  readonly #book: ExcelJS.stream.xlsx.WorkbookWriter;
  readonly #inside: WriterInside;
  readonly #signal: AbortSignal;
  #drawings = 0;
  #rows = "";

  constructor(file: StagedFile) {
    this.#signal = file.signal;
    this.#book = new ExcelJS.stream.xlsx.WorkbookWriter({
      stream: file.writable(),
      useStyles: true,
      // Every string in memory until the end is what a large library cannot afford; deflate finds them again.
      useSharedStrings: false,
      // Half the time of level 6 for a tenth more bytes.
      zip: { zlib: { level: 2 } },
    });
    this.#book.creator = "Undertone";
    this.#book.lastModifiedBy = "Undertone";
    this.#inside = this.#book as unknown as WriterInside;
    this.#inside.zip.on("error", () => undefined);
    this.#declareDrawings();
  }

  addSheet(name: string, options: Partial<ExcelJS.AddWorksheetOptions>): Sheet {
    return this.#book.addWorksheet(name, options);
  }

  /** Waits until the rows so far are compressed, or nearly: ExcelJS queues without bound. */
  async drain(sheet: Sheet): Promise<void> {
    await breathe();
    const { pipes } = (sheet as unknown as SheetInside).stream;
    const waiting = () => pipes[0]?._writableState.length ?? 0;
    // Some rows ahead, so that the compressing thread never waits for this one.
    while (waiting() > AHEAD) {
      this.#signal.throwIfAborted();
      await delay(1);
    }
  }

  /** The number by which a cell of a written row refers to a style. */
  styleNumber(style: Partial<ExcelJS.Style>): number {
    return this.#inside.styles.addStyleModel(style, ExcelJS.ValueType.Number);
  }

  /** Adds a row as XML, after the ones that were committed. */
  writeRow(sheet: Sheet, xml: string): void {
    this.#rows += xml;
    if (this.#rows.length >= BATCH) this.#flushRows(sheet);
  }

  #flushRows(sheet: Sheet): void {
    if (this.#rows !== "") (sheet as unknown as SheetInside).stream.write(this.#rows);
    this.#rows = "";
  }

  addLink(sheet: Sheet, address: string, target: string): void {
    (sheet as unknown as SheetInside)._sheetRelsWriter.addHyperlink({ address, target });
  }

  /** Ends a sheet. The next one may only be added after it: one waits for the other in the archive. */
  finishSheet(sheet: Sheet, pictures: readonly Picture[] = []): void {
    this.#flushRows(sheet);
    if (pictures.length > 0) this.#draw(sheet as unknown as SheetInside, pictures);
    sheet.commit();
  }

  /** Writes the rest of the workbook. Rejects with the signal's reason. */
  async finish(): Promise<void> {
    const stopped = Promise.withResolvers<never>();
    const stop = () => stopped.reject(this.#signal.reason as Error);
    this.#signal.addEventListener("abort", stop, { once: true });
    try {
      this.#signal.throwIfAborted();
      await Promise.race([this.#book.commit(), stopped.promise]);
    } finally {
      this.#signal.removeEventListener("abort", stop);
    }
  }

  /** Stops compressing what nobody will read. */
  abort(): void {
    this.#inside.zip.abort();
  }

  #draw(sheet: SheetInside, pictures: readonly Picture[]): void {
    this.#drawings += 1;
    const number = this.#drawings;
    const images = pictures.map((picture) =>
      this.#book.addImage({
        // Its type wants an ArrayBuffer-backed Buffer of an older @types/node.
        buffer: Buffer.from(picture.png) as unknown as ExcelJS.Buffer,
        extension: "png",
      }),
    );
    const { zip } = this.#inside;
    zip.append(drawingXml(pictures), { name: `xl/drawings/drawing${number}.xml` });
    zip.append(drawingRelationships(images), {
      name: `xl/drawings/_rels/drawing${number}.xml.rels`,
    });
    sheet._writeLegacyData = () => {
      const id = sheet._sheetRelsWriter.addMedia({
        Target: `../drawings/drawing${number}.xml`,
        Type: `${RELATIONSHIPS}/drawing`,
      });
      sheet.stream.write(`<drawing r:id="${id}"/>`);
    };
  }

  /** The streaming writer lists no drawings among the parts of the package; they are added to its list. */
  #declareDrawings(): void {
    const { zip } = this.#inside;
    const append = zip.append.bind(zip);
    zip.append = (source, data) => {
      if (data.name !== "[Content_Types].xml" || typeof source !== "string") {
        return append(source, data);
      }
      const parts = Array.from(
        { length: this.#drawings },
        (_, index) =>
          `<Override PartName="/xl/drawings/drawing${index + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/>`,
      );
      return append(source.replace("</Types>", `${parts.join("")}</Types>`), data);
    };
  }
}

function drawingXml(pictures: readonly Picture[]): string {
  const anchors = pictures.map(
    ({ width, height, column, row, alternative }, index) =>
      `<xdr:oneCellAnchor><xdr:from><xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>` +
      `<xdr:ext cx="${Math.round(width * EMU)}" cy="${Math.round(height * EMU)}"/>` +
      `<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="${index + 2}" name="Chart ${index + 1}" descr="${escapeXml(alternative)}"/><xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>` +
      `<xdr:blipFill><a:blip r:embed="rId${index + 1}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>` +
      `<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${Math.round(width * EMU)}" cy="${Math.round(height * EMU)}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>`,
  );
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n` +
    `<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${RELATIONSHIPS}">${anchors.join("")}</xdr:wsDr>`
  );
}

function drawingRelationships(images: readonly number[]): string {
  const targets = images.map(
    (image, index) =>
      `<Relationship Id="rId${index + 1}" Type="${RELATIONSHIPS}/image" Target="../media/image${image}.png"/>`,
  );
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n` +
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets.join("")}</Relationships>`
  );
}
