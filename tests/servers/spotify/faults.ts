import type { LoggedRequest } from "./log.ts";

/** Which requests something goes wrong with, and what. */
export type Fault = {
  /** `api` where not given. */
  readonly service?: LoggedRequest["service"];
  readonly method?: string;
  /** The whole path (`/me/tracks`), or a pattern of it. */
  readonly path: string | RegExp;
  /** Only pages from this offset on. */
  readonly fromOffset?: number;
  /** So many that would fit go well first. */
  readonly after?: number;
  /** 1 where not given; Infinity = for ever. */
  readonly times?: number;
} & Effect;

export type Effect =
  /** Nothing is done, and this is the answer; an object is sent as JSON, a string as HTML. */
  | {
      readonly does: "answer";
      readonly status: number;
      readonly body?: object | string;
      readonly retryAfter?: number;
    }
  /** The connection breaks before anything is done; `first` is waited for before that, a kill for instance. */
  | { readonly does: "breakBefore"; readonly first?: () => Promise<unknown> }
  /** All is done, then the connection breaks in place of the answer, after `first`. */
  | { readonly does: "breakAfter"; readonly first?: () => Promise<unknown> }
  /** All goes well, but late. */
  | { readonly does: "delay"; readonly milliseconds: number }
  /** All is done, and half of the answer sent as if it were whole: no JSON. */
  | { readonly does: "truncate" }
  /** All is done, and the answer says something else: another `total`, a field of another type. */
  | { readonly does: "change"; readonly change: (body: unknown) => unknown };

export type PlannedFault = {
  /** Requests it has met. */
  readonly hits: () => number;
  readonly remove: () => void;
};

export type Faults = {
  readonly add: (fault: Fault) => PlannedFault;
  readonly clear: () => void;
};

export type FaultBox = Faults & {
  /** The fault that is due for this request, counted; null = none. */
  readonly take: (request: LoggedRequest) => Fault | null;
};

export function createFaults(): FaultBox {
  let planned: { readonly fault: Fault; passed: number; hits: number }[] = [];
  return {
    add(fault) {
      const plan = { fault, passed: 0, hits: 0 };
      planned.push(plan);
      return {
        hits: () => plan.hits,
        remove: () => {
          planned = planned.filter((other) => other !== plan);
        },
      };
    },
    clear() {
      planned = [];
    },
    take(request) {
      for (const plan of planned) {
        const { fault } = plan;
        if (!fits(fault, request) || plan.hits >= (fault.times ?? 1)) continue;
        if (plan.passed < (fault.after ?? 0)) plan.passed += 1;
        else {
          plan.hits += 1;
          return fault;
        }
      }
      return null;
    },
  };
}

function fits(fault: Fault, { service, method, path, query }: LoggedRequest): boolean {
  if (service !== (fault.service ?? "api")) return false;
  if (fault.method !== undefined && fault.method !== method) return false;
  if (fault.fromOffset !== undefined && Number(query["offset"] ?? 0) < fault.fromOffset)
    return false;
  return typeof fault.path === "string" ? fault.path === path : fault.path.test(path);
}
