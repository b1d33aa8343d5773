import type { ComponentProps, ReactNode } from "react";
import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import "./Toasts.css";

/** The corner where short messages appear. F6 moves the focus there. */
export function Toasts({
  manager,
}: {
  readonly manager: NonNullable<ComponentProps<typeof Toast.Provider>["toastManager"]>;
}): ReactNode {
  return (
    <Toast.Provider toastManager={manager} limit={4}>
      <Toast.Portal>
        <Toast.Viewport className="toasts">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList(): ReactNode {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className="toast" data-tone={toast.type ?? "info"}>
      <Toast.Title className="toast__title" />
      <Toast.Action className="toast__action" />
      <Toast.Close className="toast__close" aria-label="Close message">
        <X size={14} aria-hidden />
      </Toast.Close>
    </Toast.Root>
  ));
}
