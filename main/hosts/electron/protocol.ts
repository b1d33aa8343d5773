import type { WindowFiles } from "../window-files.ts";
import { contentSecurityPolicy, SECURITY_HEADERS } from "../window-headers.ts";
import { isOwnUrl } from "./addresses.ts";

const POLICY = contentSecurityPolicy({ connect: false });

/** Answers `app://undertone/…` from the exact map of files: whatever else is asked for does not exist. */
export function answerFromFiles(
  files: WindowFiles,
  request: Pick<Request, "method" | "url">,
): Response {
  const file =
    request.method === "GET" && isOwnUrl(request.url) ? files.get(pathOf(request.url)) : undefined;
  if (!file) return new Response(null, { status: 404, headers: SECURITY_HEADERS });
  return new Response(new Uint8Array(file.body), {
    headers: {
      ...SECURITY_HEADERS,
      "Content-Security-Policy": POLICY,
      "Content-Type": file.type,
    },
  });
}

/** A query, too, makes it another address. */
function pathOf(address: string): string {
  const { pathname, search } = new URL(address);
  return pathname + search;
}
