import type { Running } from "../learning/evaluate.ts";

/**
 * Asks the learning thread something short. An abort rejects at once with the signal's reason, but lets the thread go
 * on: ending it would lose what it holds of the library, which costs more than the answer that nobody waits for.
 */
export async function askShortly<Answer>(
  ask: (running: Running) => Promise<Answer>,
  { signal }: Running,
): Promise<Answer> {
  signal?.throwIfAborted();
  const answer = ask({});
  if (!signal) return answer;
  let stop = () => undefined as void;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([answer, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
