import type { QueryClient } from "@tanstack/react-query";
import type { Connection } from "../../../common/domain/spotify.ts";
import { AppError } from "../../../common/errors.ts";
import { createStore, useStore } from "../../app/store.ts";
import { announce } from "../../app/toasts.ts";
import { call } from "../../client.ts";

/** Where a sign-in stands; outside React, so that it goes on while another screen is shown. */
export type SignIn =
  | { readonly state: "idle" }
  | { readonly state: "starting" }
  | { readonly state: "waiting"; readonly url: string; readonly opened: boolean }
  | { readonly state: "failed"; readonly error: AppError };

const store = createStore<SignIn>({ state: "idle" });
let running: AbortController | undefined;

export function useSignIn(): SignIn {
  return useStore(store);
}

/**
 * Keeps the client ID if one is given, opens Spotify's page and waits for the way back. Call it from a click: a
 * browser opens a tab for nothing else.
 */
export async function startSignIn(client: QueryClient, clientId?: string): Promise<void> {
  running?.abort();
  const own = new AbortController();
  running = own;
  const { signal } = own;
  store.set({ state: "starting" });
  try {
    if (clientId !== undefined) {
      showStatus(client, await call("spotify.setUp", { clientId }, { signal }));
    }
    const { url, opened } = await call("spotify.beginSignIn", {}, { signal });
    if (signal.aborted) return;
    if (!opened) window.open(url, "_blank", "noopener");
    store.set({ state: "waiting", url, opened });
    const connection = await call("spotify.awaitSignIn", {}, { signal });
    if (running !== own) return;
    store.set({ state: "idle" });
    showStatus(client, connection);
    announce(
      connection.account?.name
        ? `Signed in to Spotify as ${connection.account.name}.`
        : "Signed in to Spotify.",
    );
    await listPlaylists(client);
  } catch (error) {
    if (running !== own) return;
    store.set(signal.aborted ? { state: "idle" } : { state: "failed", error: toAppError(error) });
  } finally {
    if (running === own) await client.invalidateQueries({ queryKey: ["spotify"] });
  }
}

export function cancelSignIn(): void {
  running?.abort();
  store.set({ state: "idle" });
}

export function forgetFailedSignIn(): void {
  if (store.get().state === "failed") store.set({ state: "idle" });
}

function showStatus(client: QueryClient, connection: Connection): void {
  client.setQueryData(["spotify", "status"], connection);
}

/** What the user wants to see next. A failure is the screen's to tell: signing in has worked. */
async function listPlaylists(client: QueryClient): Promise<void> {
  try {
    const playlists = await call("spotify.playlists", { refresh: true });
    client.setQueryData(["spotify", "playlists"], playlists);
  } catch {
    // The list then stays empty, and offers to be asked for.
  }
}

function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError(
    "internal",
    "Something went wrong in this window. Try again; reload the window if it stays.",
    { cause: error },
  );
}
