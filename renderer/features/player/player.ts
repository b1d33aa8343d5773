import type { Track } from "../../../common/domain/track.ts";
import { AppError, type ErrorCode } from "../../../common/errors.ts";
import { createStore, useStore, useStorePart } from "../../app/store.ts";
import { decodeOutline } from "./outline.ts";
import { fetchTrack, openSound } from "./queries.ts";
import { gainOf, volume } from "./volume.ts";

type Sound = {
  readonly track: Track;
  /** Null until the file has told it. */
  readonly durationMs: number | null;
  /** 0..1 of equal parts; empty while they are not known. */
  readonly peaks: readonly number[];
};

/**
 * What the bar shows. While it is `opening`, `playing`, `ended` or `silent` it follows the list's cursor; `silent`: the
 * cursor came to a track without a sound file.
 */
export type PlayerState =
  | { readonly phase: "closed" }
  | { readonly phase: "opening"; readonly track: Track | null }
  | ({ readonly phase: "playing" | "paused" | "ended" } & Sound)
  | { readonly phase: "silent"; readonly track: Track }
  | {
      readonly phase: "failed";
      readonly track: Track | null;
      readonly code: ErrorCode;
      readonly message: string;
    };

const player = createStore<PlayerState>({ phase: "closed" });
/** Apart from the rest, for it changes many times a second. */
const place = createStore({ seconds: 0 });

export function usePlayer(): PlayerState {
  return useStore(player);
}

export function usePlayerPart<Part>(select: (state: PlayerState) => Part): Part {
  return useStorePart(player, select);
}

export function playerState(): PlayerState {
  return player.get();
}

/** Where the sound is, in seconds. */
export function useSeconds(): number {
  return useStorePart(place, ({ seconds }) => seconds);
}

export function trackOf(state: PlayerState): Track | null {
  return state.phase === "closed" ? null : state.track;
}

/** True while the sound should go on with the track that the cursor comes to. */
export function isGoingOn({ phase }: PlayerState): boolean {
  return phase === "opening" || phase === "playing" || phase === "ended" || phase === "silent";
}

let element: HTMLAudioElement | undefined;
let opened = new AbortController();

/** Plays a track from its beginning, and whatever played before no more. */
export async function playTrack(id: number): Promise<void> {
  opened.abort();
  opened = new AbortController();
  const { signal } = opened;
  const audio = audioElement();
  audio.pause();
  player.set((before) => ({ phase: "opening", track: trackOf(before) }));
  let track: Track | null = null;
  try {
    track = await fetchTrack(id);
    if (signal.aborted) return;
    if (!track.hasAudio) {
      player.set({ phase: "silent", track });
      return;
    }
    const { url, durationMs, peaks } = await openSound(id);
    if (signal.aborted) return;
    place.set({ seconds: 0 });
    player.set({ phase: "playing", track, durationMs, peaks });
    audio.src = url;
    start(audio);
    if (peaks.length === 0) void outline(url, signal);
  } catch (error) {
    if (!signal.aborted) player.set(failure(track, error));
  }
}

export function togglePlaying(): void {
  const audio = audioElement();
  const { phase } = player.get();
  if (phase === "playing") audio.pause();
  else if (phase === "paused" || phase === "ended") start(audio);
}

/** Goes to a place, in seconds from the beginning. */
export function seekTo(seconds: number): void {
  const audio = audioElement();
  const { phase } = player.get();
  if (phase !== "playing" && phase !== "paused" && phase !== "ended") return;
  const end = Number.isFinite(audio.duration) ? audio.duration : Infinity;
  audio.currentTime = Math.max(0, Math.min(end, seconds));
  place.set({ seconds: audio.currentTime });
  if (phase === "ended") player.set((before) => withPhase(before, "paused"));
}

export function seekBy(seconds: number): void {
  seekTo(audioElement().currentTime + seconds);
}

export function closePlayer(): void {
  opened.abort();
  const audio = audioElement();
  audio.pause();
  audio.removeAttribute("src");
  audio.load();
  player.set({ phase: "closed" });
}

function start(audio: HTMLAudioElement): void {
  // What is wrong with the file its own error event tells; a play that a newer one overtakes is no failure.
  audio.play().catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "NotAllowedError")
      player.set((before) => withPhase(before, "paused"));
  });
}

async function outline(url: string, signal: AbortSignal): Promise<void> {
  const peaks = await decodeOutline(url, signal);
  if (signal.aborted || peaks.length === 0) return;
  player.set((before) => ("peaks" in before ? { ...before, peaks } : before));
}

function audioElement(): HTMLAudioElement {
  if (element) return element;
  const audio = new Audio();
  element = audio;
  audio.preload = "auto";
  audio.volume = gainOf(volume.get());
  volume.subscribe(() => {
    audio.volume = gainOf(volume.get());
  });
  audio.addEventListener("play", () => {
    player.set((before) => withPhase(before, "playing"));
    follow(audio);
  });
  audio.addEventListener("pause", () => player.set((before) => withPhase(before, "paused")));
  audio.addEventListener("ended", () => player.set((before) => withPhase(before, "ended")));
  audio.addEventListener("timeupdate", () => place.set({ seconds: audio.currentTime }));
  audio.addEventListener("durationchange", () => {
    if (!Number.isFinite(audio.duration)) return;
    const durationMs = audio.duration * 1000;
    player.set((before) => ("peaks" in before ? { ...before, durationMs } : before));
  });
  audio.addEventListener("error", () => {
    if (!audio.hasAttribute("src")) return;
    player.set((before) =>
      before.phase === "closed" || before.phase === "opening"
        ? before
        : failure(before.track, unplayable(audio.error)),
    );
  });
  return audio;
}

/** Events of the element come four times a second, which is a jump each in a short sound. */
function follow(audio: HTMLAudioElement): void {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const step = () => {
    place.set({ seconds: audio.currentTime });
    if (!audio.paused) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}

function withPhase(before: PlayerState, phase: "playing" | "paused" | "ended"): PlayerState {
  return "peaks" in before && before.phase !== phase ? { ...before, phase } : before;
}

function unplayable(error: MediaError | null): AppError {
  if (error?.code === MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED) {
    return new AppError(
      "file_unreadable",
      "This window cannot play that kind of file (AIFF, for example), or the file is damaged. What was measured of it stays; play it in another program.",
    );
  }
  return new AppError("unavailable", "The sound broke off. Play it again.");
}

function failure(track: Track | null, error: unknown): PlayerState {
  const told =
    error instanceof AppError
      ? error
      : new AppError("internal", "Something went wrong in this window. Play it again.");
  return { phase: "failed", track, code: told.code, message: told.message };
}
