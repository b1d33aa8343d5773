import { expect, test } from "vitest";
import { sixMonthsAfter } from "../../../../main/spotify/auth/six-months.ts";

test.each([
  ["2026-01-15T10:00:00.000Z", "2026-07-15T10:00:00.000Z"],
  ["2026-08-31T23:59:59.000Z", "2027-02-28T23:59:59.000Z"],
  ["2027-08-30T00:00:00.000Z", "2028-02-29T00:00:00.000Z"],
  ["2026-12-31T12:00:00.000Z", "2027-06-30T12:00:00.000Z"],
])("a sign-in of %s ends %s", (from, until) => {
  expect(sixMonthsAfter(from, Date.parse(from))).toEqual({ expiresAt: until, soon: false });
});

test("the last 30 days are soon, and so is what is over", () => {
  const soonAt = (now: string) => sixMonthsAfter("2026-01-31T00:00:00.000Z", Date.parse(now)).soon;
  expect(
    ["2026-06-30T23:59:59Z", "2026-07-01T00:00:01Z", "2026-09-01T00:00:00Z"].map(soonAt),
  ).toEqual([false, true, true]);
});
