import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startApp } from "../../support/app.ts";

test("a guess in Undertone's own file is no label, and becomes one when it was changed there", async () => {
  const { call, data } = await startApp();
  const file = join(data, "mine.csv");
  writeFileSync(
    file,
    [
      "Title,Artists,Mood,Label source,Guess,Spotify URI",
      "Said,Ada,sad,user,chill,",
      "Guessed,Ada,chill,guess,chill,",
      "Changed,Ada,hype,guess,chill,",
    ].join("\n"),
  );
  const report = await call("importing.run", { file, options: { labels: true } });
  const { rows } = await call("tracks.query", { query: { sort: "title" } });
  const moods = await call("moods.list", {});
  const labels = rows.map(({ title, mood }) => [
    title,
    mood?.by === "file" ? moods.find(({ id }) => id === mood.id)?.name : null,
  ]);
  expect(labels).toEqual([
    ["Changed", "hype"],
    ["Guessed", null],
    ["Said", "sad"],
  ]);
  expect(report.labels).toBe(2);
});
