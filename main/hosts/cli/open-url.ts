import open from "open";

/** False where this machine has no browser to open, on a server say: then the person copies the address. */
export async function openInBrowser(url: string): Promise<boolean> {
  // On Linux without a display, xdg-open would start a browser in the terminal, on top of our own output.
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === "linux" && !DISPLAY && !WAYLAND_DISPLAY) return false;
  try {
    await open(url);
    return true;
  } catch {
    return false;
  }
}
