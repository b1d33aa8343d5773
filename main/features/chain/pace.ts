import { setTimeout as wait } from "node:timers/promises";

/** Keeps the requests to one service apart, whoever makes them. */
export type Pace = {
  /** Resolves when the next request may go out. Throws the signal's reason on abort. */
  readonly turn: (signal: AbortSignal) => Promise<void>;
  /** The service wants us to wait so long: until then nobody gets a turn. */
  readonly hold: (ms: number) => void;
};

export function createPace(ms: number): Pace {
  let next = 0;
  return {
    async turn(signal) {
      signal.throwIfAborted();
      for (;;) {
        const now = performance.now();
        if (now >= next) {
          next = now + ms;
          return;
        }
        await wait(next - now, undefined, { signal }).catch(() => undefined);
        signal.throwIfAborted();
      }
    },
    hold(held) {
      next = Math.max(next, performance.now() + held);
    },
  };
}
