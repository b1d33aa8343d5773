/** Why a window of the desktop app cannot open here, in a clause ("there is no display"); null when it can. */
export function obstacleToDesktop(
  environment: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  userId: number | undefined,
): string | null {
  if (platform !== "linux") return null;
  if (!environment["DISPLAY"] && !environment["WAYLAND_DISPLAY"]) return "there is no display";
  // Chromium's sandbox does not work for root, and without it we do not want it.
  if (userId === 0) return "Electron does not run for root";
  return null;
}
