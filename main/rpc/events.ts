import type { AppEvent } from "../../common/domain/job.ts";
import type { EventListener } from "../ports.ts";

export type Events = {
  readonly emit: (event: AppEvent) => void;
  /** Returns the function that stops listening. */
  readonly listen: (listener: EventListener) => () => void;
};

export function createEvents(): Events {
  const listeners = new Set<EventListener>();
  return {
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    listen(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
