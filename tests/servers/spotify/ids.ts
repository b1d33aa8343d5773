import { createHash } from "node:crypto";

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LENGTH = 22;

/** An id as Spotify's (22 digits of base 62), always the same one for the same text. */
export function idOf(text: string): string {
  const hash = createHash("sha256").update(text).digest();
  return Array.from({ length: LENGTH }, (_, at) => DIGITS[(hash[at] ?? 0) % 62]).join("");
}

export function isId(text: string): boolean {
  return /^[0-9A-Za-z]{22}$/.test(text);
}
