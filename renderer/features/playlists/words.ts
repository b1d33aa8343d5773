import type {
  Plan,
  PlaylistOrder,
  PlaylistPlan,
  PlaylistRules,
  Receipt,
} from "../../../common/domain/mood-playlist.ts";
import { countOf, formatPercent } from "../../elements/format.ts";

export const ORDERS: readonly {
  readonly value: PlaylistOrder;
  readonly label: string;
  readonly hint: string;
}[] = [
  { value: "energyUp", label: "Energy rising", hint: "Begins calm and ends strong." },
  { value: "energyDown", label: "Energy falling", hint: "Begins strong and winds down." },
  {
    value: "energyArc",
    label: "Energy arc",
    hint: "Rises to the middle and falls again: a whole evening in one list.",
  },
  { value: "bpm", label: "Tempo", hint: "From slow to fast, by beats per minute." },
  {
    value: "harmonic",
    label: "Harmonic",
    hint: "Neighbours on the Camelot wheel follow each other, so that keys blend.",
  },
  { value: "added", label: "Date added", hint: "The newest in your library first." },
  {
    value: "confidence",
    label: "Surest first",
    hint: "What you labelled, then the surest guesses.",
  },
  {
    value: "custom",
    label: "My own order",
    hint: "The order of a playlist that you put in order yourself; other songs follow behind.",
  },
];

function orderLabel(order: PlaylistOrder): string {
  return ORDERS.find(({ value }) => value === order)?.label ?? order;
}

/** The rules on one line: "Labels, guesses from 60 % · energy rising · 2 songs left out". */
export function rulesWords(rules: PlaylistRules): string {
  const { minConfidence, labelledOnly, withAlso, maxLength, artistGap, order, exclude } = rules;
  return [
    labelledOnly ? "Labels only" : `Labels, guesses from ${formatPercent(minConfidence)}`,
    withAlso ? "second moods too" : null,
    orderLabel(order).toLowerCase(),
    maxLength === null ? null : `at most ${countOf(maxLength, "song")}`,
    artistGap === 0 ? null : `same artist after ${countOf(artistGap, "song")}`,
    exclude.length === 0 ? null : `${countOf(exclude.length, "song")} left out`,
  ]
    .filter((part) => part !== null)
    .join(" · ");
}

export type PlanTotals = {
  readonly created: number;
  readonly added: number;
  readonly removed: number;
  readonly moved: number;
  readonly described: number;
};

/** The sums of what these playlists would become. */
export function planTotals(playlists: readonly PlaylistPlan[]): PlanTotals {
  const sum = (count: (playlist: PlaylistPlan) => number) =>
    playlists.reduce((total, playlist) => total + count(playlist), 0);
  return {
    created: playlists.filter(({ action }) => action === "create").length,
    added: sum(({ added }) => added.length),
    removed: sum(({ removed }) => removed.length),
    moved: sum(({ moved }) => moved),
    described: playlists.filter(({ action, described }) => described && action === "update").length,
  };
}

/** "2 playlists made, 40 songs added, 3 removed". */
function changeWords(
  { created, added, removed, moved, described }: PlanTotals,
  made: string,
): string {
  const parts = [
    created > 0 ? `${countOf(created, "playlist")} ${made}` : null,
    added > 0 ? `${countOf(added, "song")} added` : null,
    removed > 0 ? `${countOf(removed, "song")} removed` : null,
    moved > 0 ? `${countOf(moved, "song")} moved` : null,
    described > 0 ? `${countOf(described, "playlist")} described anew` : null,
  ].filter((part) => part !== null);
  return parts.join(", ");
}

/** What a plan comes to. */
export function planSentence(plan: Plan): string {
  const words = changeWords(planTotals(plan.playlists), "to make");
  const isConflict = plan.playlists.some(({ theirs }) => theirs !== null);
  if (words === "" && isConflict) return "Playlists were changed by hand on Spotify.";
  return words === "" ? "Nothing to change on Spotify." : `The plan is ready: ${words}.`;
}

/** What a write, or taking one back, came to. */
export function receiptSentence(receipt: Receipt): string {
  switch (receipt.state) {
    case "applying":
      return "Writing to Spotify goes on.";
    case "stopped":
      return `Stopped. ${receipt.reason ?? "Go on later from where it stopped."}`;
    case "undone":
      return (
        receipt.reason ?? "Taken back: your playlists on Spotify are as they were before the write."
      );
    case "applied":
      // An undo that left something ends so, too; its reason says all.
      if (wasTakenBack(receipt) && receipt.reason) return receipt.reason;
      return [
        `Written to Spotify: ${receiptWords(receipt) || "nothing had to change"}.`,
        receipt.reason ?? "",
      ]
        .join(" ")
        .trim();
  }
}

function wasTakenBack({ playlists }: Receipt): boolean {
  return playlists.some(({ state }) => state === "undone");
}

/** The sums of a receipt in words; empty where nothing was changed. */
export function receiptWords({ playlists }: Receipt): string {
  const done = playlists.filter(({ state }) => state === "done" || state === "undone");
  const sum = (key: "added" | "removed" | "moved") =>
    done.reduce((total, playlist) => total + playlist[key], 0);
  return changeWords(
    {
      created: done.filter(({ created }) => created).length,
      added: sum("added"),
      removed: sum("removed"),
      moved: sum("moved"),
      described: 0,
    },
    "made",
  );
}
