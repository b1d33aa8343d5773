import { PAPER } from "../palette.ts";
import { escapeXml } from "../xml.ts";

/** A drawing in SVG, in pixels. */
export type Chart = { readonly svg: string; readonly width: number; readonly height: number };

export const MARGIN = 24;
/** Where a chart's own drawing may begin, under title and subtitle. */
export const TOP = 84;

export function chart(
  { title, subtitle, width, height }: Frame,
  content: readonly string[],
): Chart {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter">` +
    rect({
      x: 0.5,
      y: 0.5,
      width: width - 1,
      height: height - 1,
      fill: PAPER.surface,
      line: PAPER.line,
      radius: 10,
    }) +
    text(title, { x: MARGIN, y: 38, size: 17, fill: PAPER.ink }) +
    text(subtitle, { x: MARGIN, y: 59, size: 12, fill: PAPER.inkFaint }) +
    `${content.join("")}</svg>`;
  return { svg, width, height };
}

type Frame = {
  readonly title: string;
  readonly subtitle: string;
  readonly width: number;
  readonly height: number;
};

export type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: string;
  readonly line?: string;
  readonly radius?: number;
};

export function rect({ x, y, width, height, fill, line, radius = 0 }: Box): string {
  const stroke = line === undefined ? "" : ` stroke="${line}"`;
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${radius}" fill="${fill}"${stroke}/>`;
}

export function circle(x: number, y: number, radius: number, fill: string): string {
  return `<circle cx="${round(x)}" cy="${round(y)}" r="${round(radius)}" fill="${fill}" fill-opacity="0.85" stroke="${PAPER.surface}" stroke-width="2"/>`;
}

export function line(from: readonly [number, number], to: readonly [number, number]): string {
  return `<path d="M${round(from[0])} ${round(from[1])}L${round(to[0])} ${round(to[1])}" stroke="${PAPER.line}"/>`;
}

export type Lettering = {
  readonly x: number;
  /** Of the base line. */
  readonly y: number;
  readonly size: number;
  readonly fill: string;
  readonly anchor?: "start" | "middle" | "end";
  /** Degrees, about the text's own place. */
  readonly turn?: number;
  /** A white edge, for names over lines. */
  readonly halo?: boolean;
  /** Longer text is cut with an ellipsis. */
  readonly fit?: number;
};

export function text(
  content: string,
  { x, y, size, fill, anchor = "start", turn, fit, halo = false }: Lettering,
) {
  const shown = fit === undefined ? content : cut(content, fit, size);
  const edge = halo
    ? ` stroke="${PAPER.surface}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"`
    : "";
  const turned = turn === undefined ? "" : ` transform="rotate(${turn} ${round(x)} ${round(y)})"`;
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${fill}" text-anchor="${anchor}"${edge}${turned}>${escapeXml(shown)}</text>`;
}

/** About how wide Inter sets a text. */
export function textWidth(content: string, size: number): number {
  return content.length * size * 0.57;
}

function cut(content: string, width: number, size: number): string {
  if (textWidth(content, size) <= width) return content;
  const letters = Array.from(new Intl.Segmenter().segment(content), ({ segment }) => segment);
  return `${letters.slice(0, Math.max(1, Math.floor(width / (size * 0.57)) - 1)).join("")}…`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
