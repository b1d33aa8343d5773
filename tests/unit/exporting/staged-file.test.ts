import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { toWriteError } from "../../../main/exporting/file-errors.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { exportSource, exportTrack } from "./source.ts";
import { write } from "./write.ts";

const FORMATS = ["xlsx", "csv", "json"] as const;
const many = (count: number) =>
  exportSource(
    Array.from({ length: count }, (_, id) =>
      exportTrack({ id, title: `Track ${id} ${Math.sin(id)}` }),
    ),
  );

describe.each(FORMATS)("an export as %s", (format) => {
  test("onto a file that is there is refused, and replaces it whole by force", async () => {
    const folder = temporaryFolder();
    const path = join(folder, `library.${format}`);
    writeFileSync(path, "older");
    await expect(write(many(1), { format, path })).rejects.toMatchObject({ code: "file_exists" });
    expect(readFileSync(path, "utf8")).toBe("older");
    const { files } = await write(many(1), { format, path, force: true });
    expect(files).toEqual([{ path, rows: 1, bytes: statSync(path).size }]);
    expect(readdirSync(folder)).toEqual([`library.${format}`]);
  });

  test("that is cancelled on the way leaves the old file whole and nothing else", async () => {
    const folder = temporaryFolder();
    const path = join(folder, `library.${format}`);
    writeFileSync(path, "older");
    const abort = new AbortController();
    const reason = new Error("enough");
    const seen: number[] = [];
    const run = write(
      many(2000),
      { format, path, force: true },
      {
        signal: abort.signal,
        report: ({ done }) => {
          seen.push(done);
          if (done >= 400) abort.abort(reason);
        },
      },
    );
    await expect(run).rejects.toBe(reason);
    expect(Math.max(...seen)).toBe(400);
    expect(readdirSync(folder)).toEqual([`library.${format}`]);
    expect(readFileSync(path, "utf8")).toBe("older");
  });

  test("onto a disk that is full says so, and leaves the old file whole and nothing else", async (context) => {
    const disk = smallDisk(context);
    const path = join(disk, `library.${format}`);
    writeFileSync(path, "older");
    await expect(write(many(20_000), { format, path, force: true })).rejects.toMatchObject({
      code: "disk_full",
      message: `“library.${format}” was not written: the disk is full. What was there before is unchanged. Make room, or choose another disk.`,
    });
    expect(readdirSync(disk)).toEqual([`library.${format}`]);
    expect(readFileSync(path, "utf8")).toBe("older");
  });

  test("into a folder that is not there says so", async () => {
    const path = join(temporaryFolder(), "missing", `library.${format}`);
    await expect(write(many(1), { format, path })).rejects.toMatchObject({ code: "file_missing" });
  });
});

test("playlists onto a disk that is full leave the old ones whole", async (context) => {
  const disk = smallDisk(context);
  writeFileSync(join(disk, "chill.m3u8"), "older");
  await expect(
    write(many(20_000), { format: "m3u8", path: disk, force: true }),
  ).rejects.toMatchObject({
    code: "disk_full",
  });
  expect(readdirSync(disk)).toEqual(["chill.m3u8"]);
  expect(readFileSync(join(disk, "chill.m3u8"), "utf8")).toBe("older");
});

test.skipIf(process.platform !== "linux")(
  "what the system says of a full disk becomes disk_full",
  async () => {
    const full = await open("/dev/full", "w");
    const error: unknown = await full.writeFile("x").catch((reason: unknown) => reason);
    await full.close();
    expect(toWriteError(error, "/music/library.csv")).toMatchObject({ code: "disk_full" });
  },
);

test.skipIf(process.platform === "win32")(
  "a link stays a link, and permissions stay as they were",
  async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "real"));
    const target = join(folder, "real", "library.csv");
    const link = join(folder, "library.csv");
    writeFileSync(target, "older");
    chmodSync(target, 0o640);
    symlinkSync(target, link);
    await write(many(1), { format: "csv", path: link, force: true });
    expect(readlinkSync(link)).toBe(target);
    expect(readFileSync(target, "utf8")).toContain("Track 0");
    expect(statSync(target).mode & 0o777).toBe(0o640);
  },
);

test("a folder in place of the file is said in words", async () => {
  const folder = temporaryFolder();
  await expect(write(many(1), { format: "csv", path: folder, force: true })).rejects.toMatchObject({
    code: "bad_input",
  });
});

/** A disk of 256 KB, where the test may mount one. */
function smallDisk(context: { skip: (note: string) => void }): string {
  const folder = temporaryFolder();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", folder], { stdio: "ignore" });
  } catch {
    context.skip("mounting needs an administrator's rights");
  }
  onTestFinished(() => void execFileSync("umount", [folder]));
  return folder;
}
