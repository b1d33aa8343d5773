import PQueue from "p-queue";
import pRetry from "p-retry";
import { AppError } from "../../../common/errors.ts";
import type { Quota } from "../../../common/domain/spotify.ts";
import type { RequestWait } from "../api.ts";
import { createCoalescer } from "./coalesce.ts";
import { delay } from "./delay.ts";
import {
  isQuotaExceeded,
  notUnderstood,
  toFailure,
  toNetworkFailure,
  type Answer,
} from "./failures.ts";
import type { Health } from "./health.ts";
import type { RequestLog } from "./request-log.ts";
import { ask, type Asked } from "./send.ts";
import { TemporaryFailure } from "./temporary-failure.ts";
import { inWords } from "./when.ts";

/** Spotify asks for longer only when a quota is used up. */
const LONGEST_WAIT_SECONDS = 30;
const WAITS = 5;
/** Where Spotify does not say how long. */
const QUOTA_BLOCK_SECONDS = 3600;
const RATE_BLOCK_SECONDS = 60;
const MAX_RETRIES = 4;

/** What requests are sent with: a token that holds, and a new one where Spotify no longer takes it. */
export type Access = {
  /** Throws AppError `signed_out`, `offline` or `unavailable`. */
  readonly get: () => Promise<{ readonly token: string; readonly appOnly: boolean }>;
  readonly renew: (rejected: string) => Promise<string>;
};

export type Transport = {
  /** The answer's JSON; identical ones in flight are asked once. */
  readonly read: (path: string, signal: AbortSignal) => Promise<unknown>;
  /** Never sent twice unless Spotify said that it did nothing. */
  readonly write: (
    method: Exclude<Asked["method"], "GET">,
    path: string,
    body: object | undefined,
    signal: AbortSignal,
  ) => Promise<unknown>;
  readonly quota: () => Quota;
  readonly onWait: (listener: (wait: RequestWait) => void) => () => void;
  /** Aborts what waits and what runs. */
  readonly close: () => void;
};

type Parts = {
  /** Of the API, without a slash at the end. */
  readonly address: string;
  readonly limits: () => { readonly delayMs: number; readonly daily: number };
  readonly access: Access;
  readonly requests: RequestLog;
  readonly health: Health;
};

/** Requests to Spotify: one at a time, a pause between them, counted, retried, stopped by a quota. */
export function createTransport({ address, limits, access, requests, health }: Parts): Transport {
  const queue = new PQueue({ concurrency: 1 });
  const coalesce = createCoalescer<unknown>();
  const listeners = new Set<(wait: RequestWait) => void>();
  const closing = new AbortController();
  let notBefore = 0;

  /** In the queue's only place: a wait that Spotify asks for holds all others back as well. */
  async function take(asked: Asked, signal: AbortSignal): Promise<unknown> {
    refuseIfUsedUp();
    const { token, appOnly } = await access.get();
    if (appOnly && (asked.method !== "GET" || asked.path.startsWith("me"))) throw needsPerson();
    // Loaded when it is needed: it would make every start slower.
    const { throughSdk } = await import("./sdk.ts");
    return throughSdk(address, token, asked, (url, init) =>
      send(url, init, { path: asked.path, write: asked.method !== "GET", appOnly }, token, signal),
    );
  }

  async function send(
    url: string,
    init: RequestInit,
    about: { path: string; write: boolean; appOnly: boolean },
    givenToken: string,
    signal: AbortSignal,
  ): Promise<Answer> {
    let token = givenToken;
    let renewed = false;
    for (let waits = 0; ;) {
      refuseIfUsedUp();
      await delay(Math.max(0, notBefore - Date.now()), signal);
      requests.count();
      notBefore = Date.now() + limits().delayMs;
      const answer = await ask(url, init, token, signal).catch((error: unknown) => {
        signal.throwIfAborted();
        throw toNetworkFailure(error, about.write);
      });
      health.reached();
      if (answer.status >= 200 && answer.status < 300) {
        health.worked();
        return answer;
      }
      if (answer.status === 401) {
        if (renewed) throw rejected(health);
        token = await access.renew(token);
        renewed = true;
      } else if (answer.status === 429) {
        slowDown(answer, waits);
        waits += 1;
      } else {
        throw toFailure(answer, about);
      }
    }
  }

  /** Our own limit, and the one that Spotify told us of. */
  function refuseIfUsedUp(): void {
    const blockedUntil = requests.blockedUntil();
    if (blockedUntil !== null) throw quotaExceeded(blockedUntil);
    const { daily } = limits();
    if (requests.used() < daily) return;
    throw new AppError(
      "quota_exceeded",
      `Undertone has sent Spotify ${daily} requests in 24 hours, as many as you allow. Go on ${inWords(requests.freeAt(daily))}, or allow more in the settings.`,
    );
  }

  /** Throws where the wait is too long to sit through. */
  function slowDown(answer: Answer, waits: number): void {
    const quota = isQuotaExceeded(answer.text);
    const seconds = answer.retryAfter ?? (quota ? QUOTA_BLOCK_SECONDS : 2 ** waits);
    const patient = !quota && seconds <= LONGEST_WAIT_SECONDS && waits < WAITS;
    if (!patient) {
      const until = Date.now() + Math.max(seconds, waits < WAITS ? 0 : RATE_BLOCK_SECONDS) * 1000;
      requests.block(until);
      health.blocked();
      throw quotaExceeded(until);
    }
    notBefore = Date.now() + seconds * 1000 + Math.random() * limits().delayMs;
    for (const listener of listeners) listener({ seconds });
  }

  function queued(asked: Asked, signal: AbortSignal): Promise<unknown> {
    return queue.add(() => take(asked, signal), { signal });
  }

  async function retried(asked: Asked, signal: AbortSignal): Promise<unknown> {
    return pRetry(() => queued(asked, signal), {
      retries: MAX_RETRIES,
      minTimeout: Math.min(1000, Math.max(50, 2 * limits().delayMs)),
      maxTimeout: 10_000,
      randomize: true,
      signal,
      shouldRetry: ({ error, attemptNumber }) =>
        error instanceof TemporaryFailure && attemptNumber <= error.retries,
    });
  }

  async function settled(
    work: (signal: AbortSignal) => Promise<unknown>,
    signal: AbortSignal,
  ): Promise<unknown> {
    try {
      return await work(AbortSignal.any([signal, closing.signal]));
    } catch (error) {
      signal.throwIfAborted();
      const told = error instanceof TemporaryFailure ? error.told : error;
      if (told instanceof AppError) health.failed(told);
      throw told instanceof SyntaxError ? notUnderstood() : told;
    }
  }

  return {
    read: (path, signal) =>
      settled(
        (either) => coalesce(path, either, (shared) => retried({ method: "GET", path }, shared)),
        signal,
      ),
    write: (method, path, body, signal) =>
      settled(
        (either) => queued({ method, path, ...(body === undefined ? {} : { body }) }, either),
        signal,
      ),
    quota() {
      const blockedUntil = requests.blockedUntil();
      return {
        used: requests.used(),
        limit: limits().daily,
        blockedUntil: blockedUntil === null ? null : new Date(blockedUntil).toISOString(),
      };
    },
    onWait(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    close: () => closing.abort(new AppError("cancelled", "Undertone was closed.")),
  };
}

function quotaExceeded(until: number): AppError {
  return new AppError(
    "quota_exceeded",
    `Spotify answers no more requests for now. Go on ${inWords(until)}: what is done stays done.`,
  );
}

function needsPerson(): AppError {
  return new AppError(
    "signed_out",
    "This needs you, not your app alone. Sign in to Spotify and try again.",
  );
}

function rejected(health: Health): AppError {
  const error = new AppError(
    "signed_out",
    "Spotify does not take Undertone's sign-in. Sign in again.",
  );
  health.ended(error);
  return error;
}
