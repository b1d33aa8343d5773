import { AppError } from "../../../../common/errors.ts";
import type { PcmLayout } from "./pcm.ts";

const RATES: readonly [number, number] = [4000, 384_000];
const MOST_CHANNELS = 32;

/** The same layout. Throws AppError `file_unreadable` where its rate or channels cannot be. */
export function checked(layout: PcmLayout): PcmLayout {
  checkSound(layout.rate, layout.channels);
  return layout;
}

/** Throws AppError `file_unreadable`. */
export function checkSound(rate: number, channels: number): void {
  if (!(rate >= RATES[0] && rate <= RATES[1]))
    throw damagedSound(`it says that it has ${Math.round(rate)} samples a second`);
  if (channels < 1 || channels > MOST_CHANNELS)
    throw damagedSound(`it says that it has ${channels} channels`);
}

/** `why` is a clause about the file. */
export function damagedSound(why: string): AppError {
  return new AppError(
    "file_unreadable",
    `The sound cannot be read: ${why}. Play the file elsewhere to see whether it is whole.`,
  );
}
