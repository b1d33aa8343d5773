import { operate, type Operation } from "./operation.ts";
import type { Item } from "./items.ts";

/** Ranges moved to bring `from` into the order of `to`, which holds the same items: from the front to the back. */
export function moves(from: readonly Item[], to: readonly Item[]): Operation[] {
  const list: Operation[] = [];
  let content = [...from];
  for (let place = 0; place < to.length; place += 1) {
    if (content[place] === to[place]) continue;
    const start = content.indexOf(to[place] ?? "", place + 1);
    if (start < 0) continue;
    let length = 1;
    while (
      start + length < content.length &&
      place + length < to.length &&
      content[start + length] === to[place + length]
    ) {
      length += 1;
    }
    const operation = { kind: "move", start, length, before: place } as const;
    list.push(operation);
    content = operate(content, operation);
  }
  return list;
}
