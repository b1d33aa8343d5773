const whole = new Intl.NumberFormat("en-GB");
const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" });

export const NOT_KNOWN = "–";

export function formatCount(count: number): string {
  return whole.format(count);
}

/** "1 track", "2,000 tracks". */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${whole.format(count)} ${count === 1 ? one : many}`;
}

export function formatPercent(share: number | null): string {
  return share === null ? NOT_KNOWN : `${Math.round(share * 100)} %`;
}

/** Milliseconds as "3:05" or "1:02:03". */
export function formatDuration(milliseconds: number | null): string {
  if (milliseconds === null) return NOT_KNOWN;
  const seconds = Math.round(milliseconds / 1000);
  const rest = String(seconds % 60).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${rest}`;
}

/** "−27.7" with the minus sign, which is as wide as a digit; a hyphen is not. */
export function formatNumber(value: number | null, digits: number): string {
  return value === null ? NOT_KNOWN : value.toFixed(digits).replace("-", "−");
}

export function formatMoment(iso: string | null): string {
  return iso === null ? NOT_KNOWN : moment.format(new Date(iso));
}

export function formatDay(iso: string | null): string {
  return iso === null ? NOT_KNOWN : day.format(new Date(iso));
}

export function formatBytes(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}
