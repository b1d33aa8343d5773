import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../support/folder.ts";
import { freePort, withSpotify } from "../../support/spotify.ts";
import type { SpotifyServer } from "../../servers/spotify/server.ts";
import { answer, COMMAND_LINE, undertone } from "./undertone.ts";

test("connect, status and disconnect: what a person sees, and what a script reads", async () => {
  const server = await withSpotify();
  const data = temporaryFolder();
  const connected = await connect(server, data, ["--client-id", server.clientId]);
  expect(connected.code).toBe(0);
  expect(connected.stdout.split("\n").map((line) => line.replace(/\d{4}/g, "…"))).toEqual([
    "Signed in to Spotify as Nina Hofer.",
    expect.stringMatching(/^Client ID: /),
    expect.stringMatching(/^Redirect URI \(in Spotify's dashboard, letter by letter\): http:/),
    expect.stringMatching(/^Signed in until \d+ \w+ …\.$/),
    "Tokens are kept in a file that only you may read.",
    "Requests in the last 24 hours: 1 of 600.",
    "",
  ]);
  expect(await answer(data, "spotify", "status")).toMatchObject({
    state: "signed_in",
    account: { id: "nina", name: "Nina Hofer" },
    quota: { used: 1, limit: 600, blockedUntil: null },
  });
  expect(await answer(data, "spotify", "status", "--check")).toMatchObject({ quota: { used: 2 } });

  const unasked = await undertone(["spotify", "disconnect", "--delete-data", "--data-dir", data]);
  expect([unasked.code, unasked.stderr]).toEqual([
    2,
    "This deletes everything that came from Spotify; labels that you set yourself stay, those from playlists’ names go. Add --yes to do it.\n",
  ]);
  expect(existsSync(join(data, "secrets.json"))).toBe(true);
  await answer(data, "spotify", "disconnect", "--delete-data", "--forget-client", "--yes");
  expect(existsSync(join(data, "secrets.json"))).toBe(false);
  expect(await answer(data, "spotify", "status")).toMatchObject({
    state: "not_set_up",
    clientId: null,
    account: null,
  });
});

test("a person who says no ends the command with the code for that, and a reason", async () => {
  const server = await withSpotify();
  const data = temporaryFolder();
  const refused = await connect(server, data, ["--client-id", server.clientId, "--json"], "deny");
  expect([refused.code, refused.stdout]).toEqual([11, ""]);
  expect(refused.stderr).toContain('"code":"signed_out"');
});

test("an app's secret comes from standard input, so that it stands in no list of processes", async () => {
  const server = await withSpotify();
  const data = temporaryFolder();
  const command = ["spotify", "connect", "--client-id", server.clientId, "--app-secret", "-"];
  const options = [...command, "--json", "--data-dir", data];
  const { code, stdout } = await undertone(options, `${server.clientSecret}\n`);
  expect([code, JSON.parse(stdout).state]).toEqual([0, "app_only"]);
});

test.each([
  [["connect"], "Name your app's client ID with --client-id."],
  [["connect", "--client-id", "12"], "A client ID is 32 digits and letters from a to f."],
  [["connect", "--port", "80"], "A port is a whole number from 1024 to 65535."],
  [["disconnect", "--forget-labels"], "--forget-labels goes with --delete-data."],
])("spotify %j is not a command line: %s", async (options, said) => {
  const { code, stderr } = await undertone([
    "spotify",
    ...options,
    "--data-dir",
    temporaryFolder(),
  ]);
  expect([code, stderr.includes(said)]).toEqual([2, true]);
});

/** Runs `spotify connect`, and does in the browser what a person does who reads the address off the terminal. */
async function connect(
  server: SpotifyServer,
  data: string,
  options: readonly string[],
  decision: "agree" | "deny" = "agree",
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const port = await freePort();
  server.state.app.redirectUris.add(`http://127.0.0.1:${port}/callback`);
  const command = ["spotify", "connect", "--port", String(port), "--data-dir", data, ...options];
  writeFileSync(join(data, "settings.json"), '{"spotifyDelayMs":0}');
  const child = spawn(process.execPath, [COMMAND_LINE, ...command], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, UNDERTONE_DATA_DIR: "", DISPLAY: "", WAYLAND_DISPLAY: "" },
  });
  let [stdout, stderr, opened] = ["", "", false];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    const url = /^http\S+\/authorize\?\S+(?=\n)/m.exec(stderr)?.[0];
    if (url === undefined || opened) return;
    opened = true;
    void server.authorize(url, decision).then((redirect) => fetch(redirect));
  });
  const code = await new Promise<number | null>((done) => child.on("close", done));
  return { code, stdout, stderr };
}
