import { InvalidArgumentError } from "commander";

/** A whole number above 0. */
export function toCount(text: string): number {
  const count = toWhole(text);
  if (count > 0) return count;
  throw new InvalidArgumentError("It takes a whole number above 0.");
}

/** A reader of whole numbers from `least` to `most`. */
export function toBetween(least: number, most: number): (text: string) => number {
  return (text) => {
    const count = Number(text);
    if (/^\d{1,9}$/.test(text) && count >= least && count <= most) return count;
    throw new InvalidArgumentError(`It takes a whole number from ${least} to ${most}.`);
  };
}

/** A whole number, 0 or more. */
export function toWhole(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It takes a whole number.");
}

/** Collects ids that are given one after the other. */
export function collectIds(text: string, before: readonly number[] = []): number[] {
  return [...before, toCount(text)];
}

/** Collects an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** "low..high", either end open, as the two ends of a range; null where it is written otherwise. */
export function toRange(text: string): { low: number | null; high: number | null } | null {
  const found = /^(-?\d*\.?\d*)\.\.(-?\d*\.?\d*)$/.exec(text);
  if (!found) return null;
  const [low, high] = [found[1], found[2]].map((end) => (end ? Number(end) : null));
  if (low === undefined || high === undefined || Number.isNaN(low) || Number.isNaN(high)) {
    return null;
  }
  return { low, high };
}
