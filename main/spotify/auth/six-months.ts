const WARN_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * When a sign-in of `authorizedAt` ends, by the calendar: refreshing does not put it off. A month too short for the day
 * ends it on its last day. `soon`: in the last 30 days.
 */
export function sixMonthsAfter(
  authorizedAt: string,
  now: number = Date.now(),
): { readonly expiresAt: string; readonly soon: boolean } {
  const from = new Date(authorizedAt);
  const until = new Date(from);
  until.setUTCMonth(from.getUTCMonth() + 6);
  if (until.getUTCDate() !== from.getUTCDate()) until.setUTCDate(0);
  return {
    expiresAt: until.toISOString(),
    soon: until.getTime() - now < WARN_DAYS * DAY_MS,
  };
}
