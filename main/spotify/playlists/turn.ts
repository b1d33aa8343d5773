import { AppError } from "../../../common/errors.ts";

/** One plan, apply or undo at a time: each starts from what the one before it put down. */
export type Turn = {
  /** Throws AppError `conflict` while another one goes on. */
  readonly take: <Result>(
    work: (name: (receipt: number) => void) => Promise<Result>,
  ) => Promise<Result>;
  /** The receipt that is being carried out or undone now: the one that the work has named. */
  readonly receipt: () => number | null;
};

export function createTurn(): Turn {
  let running: { receipt: number | null } | null = null;
  return {
    async take(work) {
      if (running) {
        throw new AppError(
          "conflict",
          "Mood playlists are being compared or written just now. Wait until that has ended.",
        );
      }
      const mine: { receipt: number | null } = { receipt: null };
      running = mine;
      try {
        return await work((receipt) => {
          mine.receipt = receipt;
        });
      } finally {
        running = null;
      }
    },
    receipt: () => running?.receipt ?? null,
  };
}
