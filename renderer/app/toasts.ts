import { Toast } from "@base-ui/react/toast";
import { AppError } from "../../common/errors.ts";

export const toasts = Toast.createToastManager();

/** Says in a corner what has been done; with an action that takes it back, if there is one. */
export function announce(
  title: string,
  action?: { readonly label: string; readonly run: () => void },
): void {
  toasts.add({
    title,
    timeout: 6000,
    ...(action ? { actionProps: { children: action.label, onClick: action.run } } : {}),
  });
}

/** Shows an error's sentence until it is closed. A cancel is the user's own doing and is not an error. */
export function announceError(error: unknown): void {
  if (error instanceof AppError && error.code === "cancelled") return;
  const title =
    error instanceof AppError
      ? error.message
      : "Something went wrong in this window. Try again; reload the window if it stays.";
  toasts.add({ title, type: "error", timeout: 0, priority: "high" });
}
