import { startJsonServer, type JsonServer } from "../json-server.ts";

const WINDOW_MS = 5000;
const REQUESTS = 50;

/** A stand-in for api.deezer.com with BPM by ISRC (0 = not known): its errors come with the status 200. */
export function startDeezer(bpm: Readonly<Record<string, number>> = {}): Promise<JsonServer> {
  const times: number[] = [];
  return startJsonServer(({ path, at }) => {
    times.push(at);
    if (times.filter((time) => at - time < WINDOW_MS).length > REQUESTS)
      return failure(4, "QuotaException", "Quota limit exceeded");
    const isrc = /^\/track\/isrc:(.+)$/.exec(path)?.[1];
    const value = isrc === undefined ? undefined : bpm[isrc];
    if (value === undefined) return failure(800, "DataException", "no data");
    return {
      status: 200,
      body: { id: 3135556, readable: true, title: "A track", isrc, bpm: value, gain: -12.4 },
    };
  });
}

export function failure(code: number, type: string, message: string) {
  return { status: 200, body: { error: { type, message, code } } };
}
