import type { ReactNode } from "react";
import type { AppError } from "../../../common/errors.ts";
import { Notice } from "../../elements/Notice.tsx";

/** Why a call ended without a result; that the user cancelled it is no error. */
export function RunFailure({ error }: { readonly error: AppError }): ReactNode {
  return <Notice tone={error.code === "cancelled" ? "info" : "error"}>{error.message}</Notice>;
}
