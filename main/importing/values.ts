/** A number as people and programs write it; a single comma may be the decimal point. Null if it is none or not finite. */
export function parseNumber(text: string): number | null {
  const isDecimalComma = text.includes(",") && /^[-+]?\d+,\d+$/.test(text);
  const plain = isDecimalComma ? text.replace(",", ".") : text;
  if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

/** Milliseconds: from "3:45" or "1:02:03", from seconds (up to 3,000), or from milliseconds. Null if it is none. */
export function parseDuration(text: string): number | null {
  const clock = /^(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:\.\d+)?$/.exec(text);
  if (clock)
    return ((Number(clock[1] ?? 0) * 60 + Number(clock[2])) * 60 + Number(clock[3])) * 1000;
  const value = parseNumber(text);
  if (value === null) return null;
  return value > 3000 ? Math.round(value) : Math.round(value * 1000);
}

/** YYYY, YYYY-MM or YYYY-MM-DD; other orders only where they can mean one day alone. Null if it is no date. */
export function parseDate(text: string): string | null {
  const iso = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ].*)?$/.exec(text);
  if (iso)
    return toDate(Number(iso[1]), iso[2] ? Number(iso[2]) : null, iso[3] ? Number(iso[3]) : null);
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  if (german) return toDate(Number(german[3]), Number(german[2]), Number(german[1]));
  const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text);
  if (!slashed) return null;
  const [first, second, year] = [Number(slashed[1]), Number(slashed[2]), Number(slashed[3])];
  if (first > 12) return toDate(year, second, first);
  if (second > 12) return toDate(year, first, second);
  // 03/04/2020 is March in one country and April in another; the year is sure.
  return first === second ? toDate(year, first, second) : String(year);
}

function toDate(year: number, month: number | null, day: number | null): string | null {
  if (year < 1000 || year > 2999) return null;
  if (month === null) return String(year);
  if (month < 1 || month > 12) return null;
  const start = `${year}-${String(month).padStart(2, "0")}`;
  if (day === null) return start;
  const last = day <= 28 ? 28 : new Date(Date.UTC(year, month, 0)).getUTCDate();
  return day >= 1 && day <= last ? `${start}-${String(day).padStart(2, "0")}` : null;
}
