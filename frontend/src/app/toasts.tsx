import { useNotifications } from "@mantine/notifications";
import { lazy, Suspense, useEffect, useState } from "react";

const ToastStack = lazy(() => import("@/app/toast-stack").then((module) => ({ default: module.ToastStack })));

/** The place where toasts appear. What draws and animates them is fetched for the first one. */
export function Toasts() {
  const waiting = useNotifications().notifications.length > 0;
  const [needed, setNeeded] = useState(waiting);
  useEffect(() => {
    if (waiting) setNeeded(true);
  }, [waiting]);
  return needed ? (
    <Suspense fallback={null}>
      <ToastStack />
    </Suspense>
  ) : null;
}
