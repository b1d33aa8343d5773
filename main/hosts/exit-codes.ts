/** The desktop app could not start and has told the user why: whoever started it has nothing to add. */
export const EXPLAINED = 64;
