import type { Grants } from "../accounts/grants.ts";
import type { Description } from "../description.ts";
import type { LoggedRequest } from "../log.ts";
import type { SpotifyState } from "../state.ts";
import { Refusal, type Answer, type Asked } from "./answer.ts";
import { createLimits } from "./limits.ts";
import { findRoute, type Route } from "./routes.ts";

/** What goes out: a status and text. */
export type ApiAnswer = {
  readonly status: number;
  /** Undefined = no body. A string is sent as it is, all else as JSON. */
  readonly body?: unknown;
  readonly retryAfter?: number;
};

export type Api = (request: LoggedRequest, authorization: string | null) => ApiAnswer;

/** The Web API on this state. Each request and answer is held against the description. */
export function createApi(state: SpotifyState, grants: Grants, description: Description): Api {
  const limited = createLimits(state);

  return (request, authorization) => {
    const access = grants.check(authorization?.replace(/^Bearer /, "") ?? "");
    if (authorization === null) return failed(401, "No token provided");
    if (access === "unknown") return failed(401, "Invalid access token");
    if (access === "expired") return failed(401, "The access token expired");
    const tooMany = limited();
    if (tooMany) return { status: 429, body: tooMany.body, retryAfter: tooMany.retryAfter };
    const user = access.userId === null ? null : (state.users.get(access.userId) ?? null);
    if (!state.app.ownerPremium) return { status: 403, body: NO_PREMIUM };
    if (user && !user.allowed) return { status: 403, body: NOT_LISTED };

    const found = findRoute(request.method, request.path);
    if (found === null || found === "gone") {
      description.unknown(request);
      return found ? failed(403, "Forbidden") : failed(404, "Service not found");
    }
    const { route, params } = found;
    description.request(route, request);
    const { scopes } = access;
    const query = new URLSearchParams(request.query);
    const answer = answerOf(route, { state, user, scopes, params, query, body: request.body });
    description.answer(route, request, answer);
    return { status: answer.status, body: answer.shown ?? answer.body };
  };
}

/** Both come as bare text, seen in the reports of many tools' users. */
const NO_PREMIUM =
  "Active premium subscription required for the owner of the app. When the subscription status changes, it can take a few hours before requests are allowed again.";
const NOT_LISTED =
  "Check settings on developer.spotify.com/dashboard, the user may not be registered.";

function answerOf(route: Route, asked: Asked): Answer {
  try {
    return route.handle(asked);
  } catch (error) {
    if (error instanceof Refusal) return failed(error.status, error.message);
    throw error;
  }
}

function failed(status: number, message: string): { status: number; body: object } {
  return { status, body: { error: { status, message } } };
}
