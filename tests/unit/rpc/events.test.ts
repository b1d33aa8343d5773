import { expect, test } from "vitest";
import { createEvents } from "../../../main/rpc/events.ts";

test("an event reaches all that listen, until they stop", () => {
  const events = createEvents();
  const heard: string[] = [];
  const stopFirst = events.listen(({ type }) => heard.push(`first ${type}`));
  events.listen(({ type }) => heard.push(`second ${type}`));
  events.emit({ type: "changed", tables: ["moods"] });
  stopFirst();
  stopFirst();
  events.emit({ type: "changed", tables: ["moods"] });
  expect(heard).toEqual(["first changed", "second changed", "second changed"]);
});
