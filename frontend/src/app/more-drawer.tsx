import { useLingui } from "@lingui/react/macro";
import { Drawer, Group } from "@mantine/core";
import { NavItem } from "@/app/nav-item";
import { useDestinations } from "@/app/navigation";

/** On a phone, the destinations that are not in the bottom bar. */
export function MoreDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const others = useDestinations().filter(({ phone }) => !phone);
  return (
    <Drawer.Root opened onClose={onClose} position="bottom" size="auto">
      <Drawer.Overlay />
      <Drawer.Content>
        <Drawer.Body>
          <Group justify="space-between" mb="sm">
            <Drawer.Title component="h2" fz="h2" fw={650}>
              {t`Toutes les pages`}
            </Drawer.Title>
            <Drawer.CloseButton size="lg" aria-label={t`Fermer`} />
          </Group>
          <nav aria-label={t`Toutes les pages`}>
            {others.map((destination) => (
              <NavItem key={destination.to} {...destination} onClick={onClose} />
            ))}
          </nav>
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
