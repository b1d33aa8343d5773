import type { ErrorCode } from "../../../common/errors.ts";

/** Scripts rely on these numbers. */
export const EXIT_CODES: Readonly<Record<ErrorCode, number>> = {
  internal: 1,
  unknown_call: 1,
  bad_input: 2,
  not_found: 3,
  file_missing: 3,
  file_unreadable: 4,
  file_too_large: 4,
  file_exists: 5,
  conflict: 5,
  disk_full: 6,
  no_features: 7,
  not_enough_labels: 7,
  library_locked: 8,
  library_newer: 9,
  library_damaged: 9,
  unavailable: 10,
  offline: 10,
  port_taken: 10,
  signed_out: 11,
  premium_needed: 11,
  user_not_allowed: 11,
  scope_missing: 11,
  not_yours: 11,
  quota_exceeded: 12,
  cancelled: 130,
};

export const EXIT_CODE_HELP = `Exit codes:
  0  done
  1  something went wrong inside Undertone
  2  the command line or a value does not fit
  3  no such file, track, mood, playlist or model
  4  the file cannot be read, or is too large
  5  something is there already (--force replaces a file)
  6  the disk is full
  7  too few labels or features for this
  8  the library is open in another Undertone
  9  the library is damaged, or of a newer version
  10 a service or a port is not available
  11 Spotify does not let us: signed out, or not allowed to this account
  12 Spotify's quota is used up; the same command goes on later
  130 cancelled`;
