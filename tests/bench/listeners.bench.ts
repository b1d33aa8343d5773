import { benchData, type Bench, type BenchResult } from "./bench.ts";
import { figuresOf, type Figures } from "./listeners/figures.ts";
import { inventedListener, labelledListener, type Listener } from "./listeners/listener.ts";
import { play, type Way } from "./listeners/play.ts";
import { labelledTable, playlistTable, together } from "./listeners/tables.ts";

/**
 * Simulated listeners who teach the app their moods: six whose labels are those of a table, sixteen invented ones with
 * songs of two tables. What the app knows is asked of songs that it never saw.
 */
export const bench: Bench = {
  name: "listeners",
  run: async () => {
    const folder = benchData();
    const labelled = folder && (await labelledTable(folder));
    const playlists = folder && (await playlistTable(folder));
    if (!labelled || !playlists) return "UNDERTONE_BENCH_DATA names no folder with both tables.";
    const sizes = { library: 1400, unseen: 700 };
    const songs = together(labelled, playlists);
    const taught = seeds(6).map((seed) =>
      labelledListener(labelled, labelled.target, labelled.labels, sizes, seed),
    );
    const invented = seeds(16).map((seed) => inventedListener(songs, sizes, seed));
    const drifting = seeds(8).map((seed) => inventedListener(songs, sizes, seed, { drifts: true }));
    const all = [...taught, ...invented];
    return [
      ...goals(all),
      ...COMPARED.flatMap((way) => results(way, all)),
      // Asking for songs costs the most time.
      ...SLOW.flatMap((way) => results(way, [...taught.slice(0, 2), ...invented.slice(0, 6)])),
      ...DRIFTING.flatMap((way) => results(way, drifting)),
    ];
  },
};

const POINTS = [0, 10, 50, 200];
const LOOP: Way = {
  name: "the loop: prior, errors mended, songs seen and left",
  prior: true,
  clicks: "list",
  left: 0.5,
};
const RANDOM: Way = { name: "random songs, no prior", prior: false, clicks: "random", left: 0 };
const COMPARED: readonly Way[] = [
  { name: "prior and random songs", prior: true, clicks: "random", left: 0 },
  { name: "errors alone", prior: false, clicks: "list", left: 0 },
  { ...LOOP, name: "the loop, most confident guesses first", clicks: "confident first" },
  { ...LOOP, name: "the loop, least confident guesses first", clicks: "unsure first" },
];
const SLOW: readonly Way[] = [
  { name: "some listeners: prior and random songs", prior: true, clicks: "random", left: 0 },
  { name: "some listeners: prior and margin", prior: true, clicks: "margin", left: 0 },
  { name: "some listeners: prior and the queue", prior: true, clicks: "queue", left: 0 },
];
const DRIFTING: readonly Way[] = [
  { ...LOOP, name: "drifting listeners, the loop" },
  { ...LOOP, name: "drifting listeners, the oldest label counts half", oldest: 0.5 },
];

/** What people's own libraries reached: the marks for these listeners too. */
const MARKS = [0.6, 0.68, 0.73, 0.75];

function goals(listeners: readonly Listener[]): BenchResult[] {
  const loop = figuresAt(LOOP, listeners);
  const random = figuresAt(RANDOM, listeners);
  const accuracy = (figures: readonly Figures[], clicks: number) =>
    figures[POINTS.indexOf(clicks)]?.accuracy ?? 0;
  const gain = accuracy(loop, 50) - accuracy(random, 50);
  const over = Math.min(...loop.map((figures) => figures.accuracy)) - accuracy(loop, 0);
  const ece = Math.max(...loop.map((figures) => figures.ece));
  return [
    ...lines(LOOP, loop).map((line, index): BenchResult => {
      const mark = MARKS[index] ?? 0;
      return { ...line, goal: `≥ ${mark} with libraries of people's own` };
    }),
    { what: "its ECE where it is worst", value: ece, unit: "", goal: "≤ 0.05", ok: ece <= 0.05 },
    ...lines(RANDOM, random),
    {
      what: "the loop over random songs after 50 clicks",
      value: gain,
      unit: "",
      goal: "≥ 0.03",
      ok: gain >= 0.03,
    },
    {
      what: "the loop where it is worst over the definitions alone",
      value: over,
      unit: "",
      goal: "≥ 0",
      ok: over >= 0,
    },
  ];
}

function results(way: Way, listeners: readonly Listener[]): BenchResult[] {
  return lines(way, figuresAt(way, listeners));
}

function figuresAt(way: Way, listeners: readonly Listener[]): Figures[] {
  const courses = listeners.map((listener) => play(listener, way, POINTS));
  return POINTS.map((_, index) => figuresOf(courses.flatMap((course) => course[index] ?? [])));
}

function lines({ name }: Way, figures: readonly Figures[]): BenchResult[] {
  return figures.map(({ accuracy, logLoss, ece, sure, sureRight }, index) => ({
    what:
      `${name}, ${POINTS[index] ?? 0} clicks: accuracy (log loss ${logLoss.toFixed(3)}, ECE ${ece.toFixed(3)}, ` +
      `sure ${sure.toFixed(2)} of which right ${sureRight.toFixed(2)})`,
    value: accuracy,
    unit: "",
  }));
}

function seeds(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
