import { app, session, shell, type WebContents } from "electron";
import { isAllowedExternal, isOwnUrl } from "./addresses.ts";

/**
 * What no page may do, whatever gets into it: leave our origin, open windows, embed others, use devices, or reach
 * the network. Call once, before the first window.
 */
export function restrictPages(): void {
  app.on("web-contents-created", (_event, contents) => restrict(contents));

  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, permission, grant, { requestingUrl }) =>
    grant(isHarmless(permission) && isOwnUrl(requestingUrl)),
  );
  defaultSession.setPermissionCheckHandler(
    (_contents, permission, origin) => isHarmless(permission) && isOwnUrl(origin),
  );
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.webRequest.onBeforeRequest(
    { urls: ["http://*/*", "https://*/*", "ws://*/*", "wss://*/*", "file://*/*", "ftp://*/*"] },
    (_details, decide) => decide({ cancel: true }),
  );
}

function restrict(contents: WebContents): void {
  contents.on("will-navigate", (event) => event.preventDefault());
  contents.on("will-frame-navigate", (event) => event.preventDefault());
  contents.on("will-redirect", (event) => event.preventDefault());
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (isAllowedExternal(url)) void shell.openExternal(url);
    return { action: "deny" };
  });
}

/** Copy buttons write plain text to the clipboard, after a click. */
function isHarmless(permission: string): boolean {
  return permission === "clipboard-sanitized-write";
}
