import { expect, test } from "vitest";
import { startApp } from "../../../support/app.ts";
import { signedIn, withSpotify } from "../../../support/spotify.ts";

test("the application signs in at it, as a person does", async () => {
  const server = await withSpotify();
  const app = await startApp();
  expect(await signedIn(app, server)).toMatchObject({
    state: "signed_in",
    account: { id: "nina", name: "Nina Hofer" },
    problem: null,
    missingScopes: [],
  });
  expect(server.requests.map(({ method, path, status }) => [method, path, status])).toEqual([
    ["GET", "/authorize", 200],
    ["GET", "/authorize/1/agree", 302],
    ["POST", "/api/token", 200],
    ["GET", "/me", 200],
  ]);
  expect(server.violations).toEqual([]);
});
