import { useEffect, useState } from "react";
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import type { AppEvent } from "../../common/domain/job.ts";
import { transport } from "../client.ts";

type Listener = (event: AppEvent) => void;
const listeners = new Set<Listener>();

/** Calls the listener for every event of the main process while the component is there. */
export function useAppEvent(listener: Listener): void {
  useEffect(() => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, [listener]);
}

/** Connects the window to the main process' events. Query keys start with the table they read. Mount once. */
export function useEventStream(): { readonly connected: boolean } {
  const client = useQueryClient();
  const [connected, setConnected] = useState(true);
  useEffect(
    () =>
      transport.listen(
        (event) => {
          if (event.type === "changed") invalidate(client, event.tables);
          for (const listener of listeners) listener(event);
        },
        (now) => {
          setConnected(now);
          // What was missed meanwhile is not known.
          if (now) void client.invalidateQueries();
        },
      ),
    [client],
  );
  return { connected };
}

function invalidate(client: QueryClient, tables: readonly string[]): void {
  void client.invalidateQueries({
    predicate: ({ queryKey }) => tables.includes(String(queryKey[0])),
  });
}
