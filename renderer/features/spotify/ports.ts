/** The port in a redirect URI such as http://127.0.0.1:8347/callback. */
export function portOf(redirectUri: string): number {
  return Number(new URL(redirectUri).port);
}

/** The free port that a `port_taken` error names; null if it names none. */
export function offeredPort(message: string, taken: number): number | null {
  const named = [...message.matchAll(/\b\d{4,5}\b/g)].map(([digits]) => Number(digits));
  return named.find((port) => port !== taken && port >= 1024 && port <= 65_535) ?? null;
}
