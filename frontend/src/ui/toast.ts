import { i18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { notifications } from "@mantine/notifications";

/** Says that something was done. Refusals are said in place, not in a toast that leaves. */
export function toastDone(message: string): void {
  notifications.show({
    message,
    color: "pine",
    autoClose: 5000,
    withBorder: true,
    closeButtonProps: { "aria-label": i18n._(msg`Fermer`) },
  });
}
