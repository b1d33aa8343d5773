import { expect, test } from "vitest";
import { isAllowedExternal, isOwnUrl } from "../../../main/hosts/electron/addresses.ts";

test.each([
  ["app://undertone/", true],
  ["app://undertone/assets/a.js", true],
  ["app://undertone.evil.example/", false],
  ["app://evil/", false],
  ["app://undertone:1/", false],
  ["app:undertone", false],
  ["https://undertone/", false],
  ["file:///undertone/", false],
  ["data:text/html,app://undertone/", false],
  ["about:blank", false],
  ["", false],
])("a frame at %s is ours: %s", (address, own) => {
  expect(isOwnUrl(address)).toBe(own);
});

test.each([
  ["https://open.spotify.com/track/1", true],
  ["https://exportify.net/", true],
  ["https://accounts.spotify.com/authorize?client_id=1", true],
  ["https://accounts.spotify.com/authorized", false],
  ["https://accounts.spotify.com/login?continue=https://evil.example/", false],
  ["https://developer.spotify.com/dashboard", true],
  ["https://developer.spotify.com/dashboard/create", true],
  ["https://developer.spotify.com/", false],
  ["https://www.spotify.com/account/apps/", true],
  ["https://developer.spotify.com/terms", true],
  ["https://www.spotify.com/legal/privacy-policy/", true],
  ["https://api.spotify.com/v1/me", false],
  ["http://open.spotify.com/track/1", false],
  ["https://open.spotify.com.evil.example/", false],
  ["https://evil.example/?https://open.spotify.com/", false],
  ["https://open.spotify.com@evil.example/", false],
  ["https://user:word@open.spotify.com/", false],
  ["https://open.spotify.com:8443/", false],
  ["file:///etc/passwd", false],
  ["javascript:alert(1)", false],
  ["spotify:track:1", false],
  ["ms-settings:", false],
  ["\\\\server\\share", false],
  ["", false],
])("the system's browser may open %s: %s", (address, allowed) => {
  expect(isAllowedExternal(address)).toBe(allowed);
});
