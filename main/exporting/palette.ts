import type { MoodColor } from "../../common/domain/mood.ts";

/** The window's light theme (renderer/styles/tokens.css), for paper: a test holds the two together. */
export const MOOD_HEX: Readonly<Record<MoodColor, string>> = {
  "mood-1": "#1f7a8c",
  "mood-2": "#c8371f",
  "mood-3": "#4b6cb7",
  "mood-4": "#a86a00",
  "mood-5": "#70599e",
  "mood-6": "#2f7d4f",
  "mood-7": "#b0326b",
  "mood-8": "#6d6a00",
  "mood-9": "#8a4b2a",
  "mood-10": "#3f6f86",
  "mood-11": "#8a3ea8",
  "mood-12": "#5e6b5b",
};

export const PAPER = {
  surface: "#ffffff",
  sunken: "#f3f1ed",
  line: "#e2dfd8",
  ink: "#1d1b1a",
  inkSoft: "#595550",
  inkFaint: "#716c65",
  accent: "#5a3fc0",
  accentSoft: "#ece8fb",
  none: "#8d887e",
} as const;

type Rgb = readonly [number, number, number];

/** Between two colours, evenly in RGB; `share` 0..1. */
export function blend(from: string, to: string, share: number): string {
  const [a, b] = [toRgb(from), toRgb(to)];
  const part = Math.min(1, Math.max(0, share));
  const mixed = a.map((value, index) => Math.round(value + ((b[index] ?? 0) - value) * part));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** Ink or white, whichever is easier to read on it (WCAG's relative luminance). */
export function readableOn(color: string): string {
  const [red, green, blue] = toRgb(color).map((value) => {
    const share = value / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return luminance > 0.22 ? PAPER.ink : PAPER.surface;
}

function toRgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
