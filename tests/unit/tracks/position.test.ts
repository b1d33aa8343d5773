import { expect, test } from "vitest";
import { startApp } from "../../support/app.ts";

test("a track's position is its place in the list, and null where it is not in the list", async () => {
  const { call } = await startApp();
  await call("importing.sample", {});
  const query = { sort: "energy", descending: true, text: "a" } as const;
  const { rows } = await call("tracks.query", { query, limit: 1000 });
  const positions = await Promise.all(rows.map(({ id }) => call("tracks.position", { query, id })));
  expect(positions).toEqual(rows.map((_, position) => ({ position })));

  const found = new Set(rows.map(({ id }) => id));
  const all = await call("tracks.query", { query: {}, limit: 1000 });
  const outside = all.rows.find(({ id }) => !found.has(id));
  expect(await call("tracks.position", { query, id: outside?.id ?? 0 })).toEqual({
    position: null,
  });
  expect(await call("tracks.position", { query, id: 999_999 })).toEqual({ position: null });
});
