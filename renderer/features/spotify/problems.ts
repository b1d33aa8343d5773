/** What a code of Spotify's refusals means, and what the user can do about it here. */
export type Explanation = {
  readonly title: string;
  /** Beside the message that came with the code. */
  readonly steps: readonly string[];
  readonly actions: readonly ProblemAction[];
};
export type ProblemAction = "check" | "dashboard" | "signIn" | "credentials";

/** The 403 of Spotify's has four meanings; each asks for something else. Null for what the message says all of. */
export function explain(code: string): Explanation | null {
  switch (code) {
    case "premium_needed":
      return {
        title: "The owner of this app has no Premium",
        steps: [
          "Spotify answers an app only while the account that made it has Spotify Premium. Your own account may be a free one.",
          "If the app is yours: subscribe with the account that made it, wait a few minutes and check again.",
          "If it is not: make an app with an account that has Premium, and change the credentials.",
        ],
        actions: ["check", "credentials"],
      };
    case "user_not_allowed":
      return {
        title: "Your account is not among the app’s users",
        steps: [
          "An app in Spotify’s development mode works for the five people whom its owner has listed.",
          "The owner opens the app in Spotify’s dashboard, goes to “User Management” and adds your name and the email address of your Spotify account. Then check again.",
          "If all five places are taken, make an app of your own and change the credentials.",
        ],
        actions: ["check", "dashboard", "credentials"],
      };
    case "scope_missing":
      return {
        title: "You have not allowed everything",
        steps: [
          "Undertone asks to read your playlists and Liked Songs, and to write its own mood playlists; nothing else.",
          "Sign in again and agree to all of it.",
        ],
        actions: ["signIn"],
      };
    case "not_yours":
      return {
        title: "This playlist belongs to somebody else",
        steps: [
          "Spotify shows the songs of a playlist to its owner and collaborators alone, also where the playlist is public.",
          "In Spotify, choose “Add to other playlist” and copy it into one of your own; then sync that one.",
        ],
        actions: [],
      };
    case "signed_out":
      return {
        title: "Spotify has ended your sign-in",
        steps: [
          "That happens six months after signing in, or when access was taken back in your Spotify account. Everything that is synced stays.",
        ],
        // The card below has the button.
        actions: [],
      };
    default:
      return null;
  }
}

/** The scopes as people say them. */
export function scopeWords(scope: string): string {
  switch (scope) {
    case "playlist-read-private":
      return "read your private playlists";
    case "playlist-read-collaborative":
      return "read playlists that you share with others";
    case "playlist-modify-private":
      return "write private mood playlists";
    case "playlist-modify-public":
      return "write public mood playlists";
    case "user-library-read":
      return "read your Liked Songs";
    default:
      return scope;
  }
}
