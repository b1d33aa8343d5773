import type { AppError } from "../../../common/errors.ts";

/** Thrown for what may be gone the next time: a lost network, an answer of 500 and above. Never leaves the client. */
export class TemporaryFailure extends Error {
  /** What the user is told when it stays. */
  readonly told: AppError;
  /** How often asking again is worth a request. */
  readonly retries: number;

  constructor(told: AppError, retries: number) {
    super(told.message);
    this.name = "TemporaryFailure";
    this.told = told;
    this.retries = retries;
  }
}
