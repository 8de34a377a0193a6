import { Notifications } from "@mantine/notifications";

/** Apart from `toasts.tsx` so that it is a chunk of its own. */
export function ToastStack() {
  return <Notifications position="bottom-center" />;
}
