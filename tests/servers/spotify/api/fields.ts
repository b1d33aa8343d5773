import { Refusal } from "./answer.ts";

/** The `fields` of a query: which to show, and of each which; or which not to. */
type Filter = {
  readonly shown: Map<string, Filter | null>;
  readonly hidden: Set<string>;
};

/**
 * What `fields` leaves of an answer: `total,items(added_at,item(name,album.name))`, `items.item(!album)`. Of lists,
 * of each entry. Throws Refusal 400 for what cannot be read.
 */
export function pickFields(answer: unknown, fields: string | null): unknown {
  return fields === null || fields === "" ? answer : pick(answer, parse(fields));
}

function pick(value: unknown, filter: Filter): unknown {
  if (Array.isArray(value)) return value.map((entry) => pick(entry, filter));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(
    ([name]) => !filter.hidden.has(name) && (filter.shown.size === 0 || filter.shown.has(name)),
  );
  return Object.fromEntries(
    kept.map(([name, child]) => {
      const inner = filter.shown.get(name);
      return [name, inner ? pick(child, inner) : child];
    }),
  );
}

function parse(fields: string): Filter {
  const tokens = fields.match(/[a-z_]+|[(),.!]/g) ?? [];
  if (tokens.join("") !== fields.replaceAll(/\s/g, "")) throw unreadable();
  const filter = list(tokens);
  if (tokens.length > 0) throw unreadable();
  return filter;
}

/** Takes what it reads off the front of `tokens`. */
function list(tokens: string[]): Filter {
  const filter: Filter = { shown: new Map(), hidden: new Set() };
  do {
    if (tokens[0] === "!") {
      tokens.shift();
      filter.hidden.add(name(tokens));
    } else {
      const shown = name(tokens);
      const inner = rest(tokens);
      const before = filter.shown.get(shown);
      filter.shown.set(shown, before && inner ? merged(before, inner) : inner);
    }
  } while (tokens[0] === "," && tokens.shift());
  return filter;
}

/** What stands behind a name: `.name…`, `(…)` or nothing. */
function rest(tokens: string[]): Filter | null {
  if (tokens[0] === ".") {
    tokens.shift();
    const inner = name(tokens);
    return { shown: new Map([[inner, rest(tokens)]]), hidden: new Set() };
  }
  if (tokens[0] !== "(") return null;
  tokens.shift();
  const inner = list(tokens);
  if (tokens.shift() !== ")") throw unreadable();
  return inner;
}

function merged(one: Filter, other: Filter): Filter {
  return {
    shown: new Map([...one.shown, ...other.shown]),
    hidden: new Set([...one.hidden, ...other.hidden]),
  };
}

function name(tokens: string[]): string {
  const token = tokens.shift();
  if (token === undefined || !/^[a-z_]+$/.test(token)) throw unreadable();
  return token;
}

function unreadable(): Refusal {
  return new Refusal(400, "Invalid fields filter");
}
