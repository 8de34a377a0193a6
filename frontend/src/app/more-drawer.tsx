import { useLingui } from "@lingui/react/macro";
import { Drawer } from "@mantine/core";
import { NavItem } from "@/app/nav-item";
import { useDestinations } from "@/app/navigation";

/** On a phone, the destinations that are not in the bottom bar. */
export function MoreDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="bottom"
      size="auto"
      title={t`Toutes les pages`}
      closeButtonProps={{ "aria-label": t`Fermer` }}
    >
      <nav aria-label={t`Toutes les pages`}>
        {useDestinations()
          .filter(({ phone }) => !phone)
          .map((destination) => (
            <NavItem key={destination.to} {...destination} onClick={onClose} />
          ))}
      </nav>
    </Drawer>
  );
}
