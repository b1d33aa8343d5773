/**
 * Chromium lays out nothing beyond 33,554,432 px (2^25, LayoutUnit's range), some 930,000 rows. A list that would be
 * taller gets a shorter scroll area, and every pixel of it stands for more than one pixel of rows.
 */
const TALLEST = 32_000_000;

export type Geometry = {
  readonly rowHeight: number;
  /** Of the scrolled area that holds the rows, in px. */
  readonly height: number;
  /** px of rows for each px that is scrolled; 1 but for lists beyond {@link TALLEST}. */
  readonly scale: number;
};

/** `room` is the height in px in which rows are visible. */
export function rowGeometry(rows: number, rowHeight: number, room: number): Geometry {
  const full = rows * rowHeight;
  if (full <= TALLEST) return { rowHeight, height: full, scale: 1 };
  return { rowHeight, height: TALLEST, scale: (full - room) / (TALLEST - room) };
}

/** Where to scroll (px of rows) so that the row is in sight: as little as needed; null if it is. */
export function offsetToReveal(
  row: number,
  rowHeight: number,
  offset: number,
  room: number,
): number | null {
  const top = row * rowHeight;
  if (top < offset) return top;
  if (top + rowHeight > offset + room) return top + rowHeight - room;
  return null;
}
