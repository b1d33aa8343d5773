import type { AppError, ErrorCode } from "../../../common/errors.ts";

/** What keeps every request from working, not one alone. */
const LASTING: ReadonlySet<ErrorCode> = new Set([
  "premium_needed",
  "user_not_allowed",
  "scope_missing",
]);

/** What the last requests told about the connection. */
export type Health = {
  readonly offline: () => boolean;
  readonly problem: () => AppError | null;
  /** Spotify answered, whatever it said. */
  readonly reached: () => void;
  /** Spotify did what was asked: what kept everything from working is over. */
  readonly worked: () => void;
  readonly failed: (error: AppError) => void;
  /** Spotify no longer takes the sign-in. That nobody has signed in yet is no problem, and not told here. */
  readonly ended: (error: AppError) => void;
  /** Spotify wants no requests for a while. */
  readonly blocked: () => void;
  /** Another account or app: what was known is of the old one. */
  readonly reset: () => void;
};

export function createHealth(changed: () => void): Health {
  let offline = false;
  let problem: AppError | null = null;
  const become = (nextOffline: boolean, nextProblem: AppError | null) => {
    const same = offline === nextOffline && problem?.message === nextProblem?.message;
    offline = nextOffline;
    problem = nextProblem;
    if (!same) changed();
  };
  return {
    offline: () => offline,
    problem: () => problem,
    reached: () => become(false, problem),
    // A scope that one call lacks is still lacking when another call works.
    worked: () => become(false, problem?.code === "scope_missing" ? problem : null),
    failed(error) {
      if (error.code === "offline") become(true, problem);
      else if (LASTING.has(error.code)) become(offline, error);
    },
    ended: (error) => become(offline, error),
    blocked: changed,
    reset: () => become(offline, null),
  };
}
