import type {
  MoodPlaylist,
  Plan,
  PlannedTrack,
  PlaylistPlan,
  Receipt,
} from "../../../common/domain/mood-playlist.ts";
import { countOf, table } from "./terminal.ts";

/** Songs shown of a longer list. */
const SHOW = 20;

export function describePlan({ id, playlists, requests }: Plan): string {
  const rows = playlists.map((one) => [
    one.name,
    actionOf(one),
    one.added.length,
    one.removed.length,
    one.moved,
    one.total,
    one.requests,
  ]);
  const parts = [
    table(["playlist", "", "added", "removed", "moved", "total", "requests"], rows),
    ...playlists.flatMap(details),
    requests === 0 && playlists.every(({ theirs }) => theirs === null)
      ? "Nothing to change on Spotify."
      : `Plan ${id}: \`undertone playlists apply ${id}\` writes it, in ${countOf(requests, "request")}.`,
  ];
  return parts.join("\n\n");
}

function actionOf({ action, theirs }: PlaylistPlan): string {
  if (theirs) return "changed by hand";
  switch (action) {
    case "create":
      return "new";
    case "update":
      return "changes";
    case "nothing":
      return "as it is";
    case "missing":
      return "gone";
  }
}

function details(plan: PlaylistPlan): string[] {
  const lines: string[] = [];
  if (plan.reason !== null) lines.push(`  ${plan.reason} Make it anew with --recreate.`);
  if (plan.described) lines.push("  Its name, description or visibility changes.");
  if (plan.action === "update") {
    lines.push(...songs("+", plan.added), ...songs("-", plan.removed));
  }
  if (plan.theirs) {
    lines.push("  By hand, since Undertone wrote it (say --theirs keep, ours or merge):");
    lines.push(...songs("  + ", plan.theirs.added), ...songs("  - ", plan.theirs.removed));
    if (plan.theirs.moved) lines.push("    in another order");
  }
  for (const { title, reason } of plan.left.slice(0, SHOW)) {
    lines.push(`  left out: ${title}. ${reason}`);
  }
  if (plan.leftCount > SHOW) lines.push(`  left out: ${plan.leftCount - SHOW} more`);
  return lines.length === 0 ? [] : [[plan.name, ...lines].join("\n")];
}

function songs(sign: string, tracks: readonly PlannedTrack[]): string[] {
  const lines = tracks
    .slice(0, SHOW)
    .map(
      ({ title, artists }) =>
        `  ${sign} ${title}${artists.length > 0 ? " · " : ""}${artists.join(", ")}`,
    );
  if (tracks.length > SHOW) lines.push(`  ${sign} ${tracks.length - SHOW} more`);
  return lines;
}

export function describePlaylists(playlists: readonly MoodPlaylist[]): string {
  return table(
    ["mood", "chosen", "playlist", "order", "songs", "on Spotify", "written"],
    playlists.map((one) => [
      one.moodName,
      one.chosen ? "yes" : "no",
      one.name,
      one.rules.order,
      one.matching,
      one.writtenCount ?? "–",
      one.writtenAt ?? "never",
    ]),
  );
}

export function describeReceipts(receipts: readonly Receipt[]): string {
  if (receipts.length === 0) return "";
  return table(
    ["receipt", "plan", "when", "", "playlists", "requests"],
    receipts.map((one) => [
      one.id,
      one.plan,
      one.at,
      one.state,
      one.playlists.map(({ name }) => name).join(", "),
      one.requests,
    ]),
  );
}

export function describeReceipt(receipt: Receipt): string {
  const { id, plan, state, reason, playlists, requests } = receipt;
  const lines = [`Receipt ${id} of plan ${plan}: ${state}, after ${countOf(requests, "request")}.`];
  if (playlists.length > 0) {
    const rows = playlists.map((one) => [
      one.name,
      one.created && one.state === "done" ? "made" : one.state,
      one.added,
      one.removed,
      one.moved,
      one.before,
      one.after,
    ]);
    lines.push("", table(["playlist", "", "added", "removed", "moved", "before", "after"], rows));
  }
  for (const one of playlists)
    if (one.reason !== null) lines.push("", `${one.name}: ${one.reason}`);
  if (reason !== null) lines.push("", reason);
  return lines.join("\n");
}
