import type { Rectangle } from "electron";
import { z } from "zod";

/** Where the window was: its bounds when not maximised. */
const placeSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
  maximized: z.boolean(),
});
export type Place = z.infer<typeof placeSchema>;

export const SMALLEST = { width: 880, height: 560 } as const;
const FIRST = { width: 1280, height: 820 } as const;
/** That much of the title bar must be on a screen, or nobody could drag the window back. */
const REACHABLE = 80;

/**
 * Bounds to open the window with. Without a remembered place, or when its screen is not there any more, the system
 * chooses where (no x and y).
 */
export function openingBounds(
  saved: unknown,
  workAreas: readonly Rectangle[],
): Partial<Rectangle> & { readonly maximized: boolean } {
  const parsed = placeSchema.safeParse(saved);
  if (!parsed.success) return { ...FIRST, maximized: false };
  const { x, y, maximized } = parsed.data;
  const width = Math.max(parsed.data.width, SMALLEST.width);
  const height = Math.max(parsed.data.height, SMALLEST.height);
  const reachable = workAreas.some(
    (area) =>
      x + width >= area.x + REACHABLE &&
      x <= area.x + area.width - REACHABLE &&
      y >= area.y &&
      y <= area.y + area.height - REACHABLE,
  );
  return reachable ? { x, y, width, height, maximized } : { width, height, maximized };
}
