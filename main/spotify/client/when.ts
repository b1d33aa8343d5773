const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" });
const DAY_MS = 86_400_000;

/** "at 14:35", "tomorrow at 02:10" or "on 26 November at 14:05", on the user's clock; seconds are rounded up. */
export function inWords(time: number, now: number = Date.now()): string {
  const at = new Date(Math.ceil(time / 60_000) * 60_000);
  const clock = CLOCK.format(at);
  const day = at.toDateString();
  if (day === new Date(now).toDateString()) return `at ${clock}`;
  if (day === new Date(now + DAY_MS).toDateString()) return `tomorrow at ${clock}`;
  return `on ${DAY.format(at)} at ${clock}`;
}
