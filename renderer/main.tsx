import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { MutationCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { CSPProvider } from "@base-ui/react/csp-provider";
import "@fontsource-variable/inter/index.css";
import "./styles/tokens.css";
import "./styles/base.css";
import { App } from "./app/App.tsx";
import { announceError } from "./app/toasts.ts";

const client = new QueryClient({
  defaultOptions: { queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false } },
  mutationCache: new MutationCache({
    // A mutation that shows its own error says so with meta.quiet.
    onError: (error, _variables, _context, mutation) => {
      if (!mutation.meta?.["quiet"]) announceError(error);
    },
  }),
});

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root.");
createRoot(root).render(
  <StrictMode>
    {/* The page's policy forbids style elements; what Base UI's would say stands in our own sheets. */}
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={client}>
        <App />
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
);
