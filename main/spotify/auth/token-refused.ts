/** Thrown when Spotify refuses a grant for good: this sign-in (or this app) is over. Never leaves the folder. */
export class TokenRefused extends Error {
  readonly reason: "invalid_grant" | "invalid_client";

  constructor(reason: "invalid_grant" | "invalid_client") {
    super(`Spotify refused the grant: ${reason}.`);
    this.name = "TokenRefused";
    this.reason = reason;
  }
}
