import { expect, test } from "vitest";
import { toFailure } from "../../../../main/spotify/client/failures.ts";
import { startScripted } from "../scripted.ts";
import { clientOf, failure, NEVER, TOKEN } from "./support.ts";

test.each([
  ["premium_needed", 403, "Active premium subscription required for the owner of the app."],
  ["user_not_allowed", 403, "User not registered in the Developer Dashboard"],
  [
    "user_not_allowed",
    403,
    "Check settings on developer.spotify.com/dashboard, the user may not be registered.",
  ],
  ["scope_missing", 403, "Insufficient client scope"],
  ["not_yours", 403, "Forbidden"],
  ["not_yours", 403, ""],
  ["not_found", 404, "Resource not found"],
  ["unavailable", 400, "Invalid limit"],
])("%s: what a %i with “%s” means", async (code, status, message) => {
  const server = await startScripted(() => ({ status, body: { error: { status, message } } }));
  const { api } = clientOf(server.address);
  const error = await failure(api.playlistItems("p", { start: 0, limit: 50 }, NEVER));
  expect(error.code).toBe(code);
  // What now follows what is.
  expect(error.message).toMatch(/\. .+\.$/);
  expect(server.asked).toHaveLength(1);
});

test("a refusal in plain text is read too, and one without a word about who we are says to look at the app's users", async () => {
  const server = await startScripted(({ path }) =>
    path === "/me" ? { status: 403, body: "User not registered" } : { status: 403, body: "No." },
  );
  const { api } = clientOf(server.address);
  expect((await failure(api.me(NEVER))).code).toBe("user_not_allowed");
  expect((await failure(api.myPlaylists(0, NEVER))).code).toBe("user_not_allowed");
});

test("a newer app that is refused audio features is not told that its person may not use it", () => {
  const answer = { status: 403, text: '{"error":{"message":"Forbidden"}}', retryAfter: null };
  const asked = { path: "audio-features?ids=1", write: false, appOnly: false };
  expect(toFailure(answer, asked)).toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("before 27 November 2024"),
  });
});

test("what keeps everything from working is remembered until something works again", async () => {
  let allowed = false;
  const server = await startScripted(() =>
    allowed
      ? { body: { id: "me" } }
      : { status: 403, body: { error: { message: "Active premium subscription required" } } },
  );
  const { api, health } = clientOf(server.address);
  const error = await failure(api.me(NEVER));
  expect(health.problem()).toBe(error);
  allowed = true;
  expect([await api.me(NEVER), health.problem()]).toEqual([{ id: "me", name: null }, null]);
});

test("no error and no log holds the token, even where Spotify repeats it", async () => {
  const server = await startScripted(({ path }) => ({
    status: path.startsWith("/me") ? 400 : 403,
    body: { error: { message: `Bad token ${TOKEN}` } },
  }));
  const { api, logged } = clientOf(server.address);
  const errors = await Promise.all([
    failure(api.me(NEVER)),
    failure(api.playlist("p", NEVER)),
    failure(api.addItems("p", [], null, NEVER)),
  ]);
  const told = errors.map(
    (error) => `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`,
  );
  expect([...told, ...logged].filter((text) => text.includes(TOKEN))).toEqual([]);
});
