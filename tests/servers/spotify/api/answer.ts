import type { SpotifyState, User } from "../state.ts";

/** One request to the API, after its token was found good. */
export type Asked = {
  readonly state: SpotifyState;
  /** Whose token it is; null = an app's without a person. */
  readonly user: User | null;
  readonly scopes: ReadonlySet<string>;
  /** What stands in the path's places: `/playlists/{playlist_id}` gives `playlist_id`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
};

export type Answer = {
  readonly status: number;
  /** Left out: an answer without a body. */
  readonly body?: unknown;
  /** What is sent of `body`, where the request asked for some fields only. */
  readonly shown?: unknown;
};

/** Thrown by handlers: the answer is an error. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "Refusal";
    this.status = status;
  }
}

/** A person's token, with one of these scopes. Throws Refusal. */
export function needPerson({ user, scopes }: Asked, ...anyOf: readonly string[]): User {
  if (!user) throw new Refusal(401, "Valid user authentication required");
  if (anyOf.length > 0 && !anyOf.some((scope) => scopes.has(scope))) throw needScope();
  return user;
}

export function needScope(): Refusal {
  return new Refusal(403, "Insufficient client scope");
}
