/** A request that came in, for counting and for looking at. */
export type LoggedRequest = {
  readonly service: "api" | "accounts";
  readonly method: string;
  /** As the documentation names it: `/me/tracks`, without /v1; for accounts `/authorize`, `/api/token`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** JSON as it parses, a form as an object, undefined = none. */
  readonly body: unknown;
  /** Milliseconds since 1970, by the stand-in's clock. */
  readonly at: number;
  /** Of the answer; null = none was sent. */
  status: number | null;
};

export function readBody(contentType: string, text: string): unknown {
  if (text === "") return undefined;
  if (contentType.startsWith("application/x-www-form-urlencoded")) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
