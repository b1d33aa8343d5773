import { randomBytes } from "node:crypto";
import { AppError } from "../../common/errors.ts";

/** Tokens of 256 random bits that stand for paths: the window never holds, and never gives, a path. */
export type FileTokens = {
  register(path: string): string;
  /** Throws AppError `not_found`. */
  resolve(token: string): string;
};

export function createFileTokens(): FileTokens {
  const paths = new Map<string, string>();
  return {
    register(path) {
      const token = randomToken();
      paths.set(token, path);
      return token;
    },
    resolve(token) {
      const path = paths.get(token);
      if (path !== undefined) return path;
      throw new AppError("not_found", "This file is not open any more. Choose it again.");
    },
  };
}

/** 256 random bits, safe in a URL. */
export function randomToken(): string {
  return randomBytes(32).toString("base64url");
}
