import { serveSpotify } from "../servers/spotify/serve.ts";
import { worldMessageSchema, type WorldAnswer } from "./spotify-process.ts";

/** The stand-in for Spotify in a process of its own, so that its memory and its work are not the application's. */
const server = await serveSpotify();
server.state.rules.snapshotLagMs = 30_000;

const answer = (message: WorldAnswer) => process.send?.(message);
process.on("message", (raw) => {
  const message = worldMessageSchema.parse(raw);
  switch (message.kind) {
    case "grow":
      server.world.grow(message.size);
      answer({ kind: "done" });
      return;
    case "register":
      server.state.app.redirectUris.add(message.redirectUri);
      answer({ kind: "done" });
      return;
    case "count": {
      const asked = server.requests.filter(({ service }) => service === "api");
      const reads = asked.filter(({ method }) => method === "GET").length;
      const { violations } = server;
      answer({ kind: "counted", reads, writes: asked.length - reads, violations: [...violations] });
      server.forgetRequests();
      return;
    }
  }
});
process.on("disconnect", () => void server.close());
const { api, accounts, clientId } = server;
answer({ kind: "ready", api, accounts, clientId });
