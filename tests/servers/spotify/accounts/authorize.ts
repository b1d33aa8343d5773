import type { SpotifyState } from "../state.ts";
import type { Grants } from "./grants.ts";

/** What the browser is given: a page, or another address to go to. */
export type BrowserAnswer =
  | { readonly status: number; readonly html: string }
  | { readonly location: string };

export type AuthorizePages = {
  /** `/authorize`: the question, or what is wrong with the address. */
  readonly ask: (query: URLSearchParams) => BrowserAnswer;
  /** `/authorize/{request}/{agree|cancel}`. */
  readonly decide: (request: string, decision: string) => BrowserAnswer;
};

type Asked = {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string | null;
  readonly scopes: readonly string[];
  readonly challenge: string | null;
};

export function createAuthorizePages(state: SpotifyState, grants: Grants): AuthorizePages {
  const waiting = new Map<string, Asked>();

  return {
    ask(query) {
      const asked = read(state, query);
      if (typeof asked === "string") return { status: 400, html: page(asked) };
      const request = String(waiting.size + 1);
      waiting.set(request, asked);
      const scopes = asked.scopes.map((scope) => `<li>${text(scope)}</li>`).join("");
      const link = (decision: string, label: string) =>
        `<a href="/authorize/${request}/${decision}">${label}</a>`;
      const question = `Agree, ${text(state.person.displayName ?? state.person.id)}?`;
      return {
        status: 200,
        html: page(
          question,
          `<ul>${scopes}</ul>${link("agree", "Agree")} ${link("cancel", "Cancel")}`,
        ),
      };
    },
    decide(request, decision) {
      const asked = waiting.get(request);
      if (!asked) return { status: 400, html: page("This question was answered already.") };
      waiting.delete(request);
      const location = new URL(asked.redirectUri);
      if (decision === "agree") {
        const { clientId, redirectUri, challenge, scopes } = asked;
        const userId = state.person.id;
        const code = grants.code({ clientId, redirectUri, challenge, scopes, userId });
        location.searchParams.set("code", code);
      } else {
        location.searchParams.set("error", "access_denied");
      }
      if (asked.state !== null) location.searchParams.set("state", asked.state);
      return { location: location.href };
    },
  };
}

/** Or what the page says is wrong. */
function read({ app }: SpotifyState, query: URLSearchParams): Asked | string {
  if (query.get("client_id") !== app.clientId) return "INVALID_CLIENT: Invalid client";
  if (query.get("response_type") !== "code") return "response_type must be code";
  const redirectUri = query.get("redirect_uri") ?? "";
  if (!isSecure(redirectUri)) return "INVALID_CLIENT: Insecure redirect URI";
  if (!app.redirectUris.has(redirectUri)) return "INVALID_CLIENT: Invalid redirect URI";
  const challenge = query.get("code_challenge");
  if (challenge !== null) {
    if (query.get("code_challenge_method") !== "S256") return "code_challenge_method must be S256";
    if (!/^[A-Za-z0-9_-]{43}$/.test(challenge)) return "code_challenge is not valid";
  }
  const scopes = (query.get("scope") ?? "").split(" ").filter((scope) => scope !== "");
  const unknown = scopes.find((scope) => !KNOWN_SCOPES.has(scope));
  if (unknown !== undefined) return `INVALID_SCOPE: Invalid scope: ${unknown}`;
  return { clientId: app.clientId, redirectUri, state: query.get("state"), scopes, challenge };
}

/** Over TLS, or a loopback address as a number: `localhost` is refused since 2025. */
function isSecure(redirectUri: string): boolean {
  if (!URL.canParse(redirectUri)) return false;
  const { protocol, hostname } = new URL(redirectUri);
  return (
    protocol === "https:" || (protocol === "http:" && ["127.0.0.1", "[::1]"].includes(hostname))
  );
}

const KNOWN_SCOPES: ReadonlySet<string> = new Set([
  "playlist-read-private",
  "playlist-read-collaborative",
  "playlist-modify-private",
  "playlist-modify-public",
  "user-library-read",
  "user-library-modify",
  "user-read-private",
  "user-read-email",
]);

function page(title: string, body = ""): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Stand-in for Spotify</title></head><body><h1>${text(title)}</h1>${body}</body></html>`;
}

function text(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
