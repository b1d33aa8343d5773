import type { AppEvent } from "../../../../common/domain/job.ts";
import { createTransport } from "../../../../renderer/transport/index.ts";
import type { Transport } from "../../../../renderer/transport/transport.ts";

declare global {
  interface Window {
    transport: Transport;
    heard: (AppEvent | boolean)[];
  }
}

/** The transport alone, where tests can reach it; `heard` collects its events and its word on the connection. */
window.transport = createTransport();
window.heard = [];
window.transport.listen(
  (event) => window.heard.push(event),
  (connected) => window.heard.push(connected),
);
