import { useLingui } from "@lingui/react/macro";
import { Menu, Text } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { OrganisationTrigger } from "@/app/organisation-switcher";
import classes from "@/app/organisation-switcher.module.css";
import { useActFor, useMe } from "@/app/session";
import { toastDone } from "@/ui/toast";

/** The organisations one has a mandate in. It arrives open: it was asked for. */
export function OrganisationMenu() {
  const { t } = useLingui();
  const { acting_for: current, mandates } = useMe();
  const actFor = useActFor();
  const choose = (organisation_id: string, name: string) =>
    actFor.mutate(
      { body: { organisation_id } },
      { onSuccess: () => toastDone(t`Vous agissez maintenant pour ${name}.`) },
    );
  return (
    <Menu position="bottom-start" width={320} defaultOpened>
      <Menu.Target>
        <OrganisationTrigger disabled={actFor.isPending} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t`Agir pour`}</Menu.Label>
        {mandates.map(({ id, organisation_id, organisation_name, profession }) => (
          <Menu.Item
            key={id}
            role="menuitemradio"
            aria-checked={organisation_id === current?.organisation_id}
            leftSection={
              organisation_id === current?.organisation_id ? (
                <IconCheck size={16} aria-hidden="true" />
              ) : (
                <span className={classes.gap} />
              )
            }
            onClick={() => choose(organisation_id, organisation_name)}
          >
            {organisation_name}
            {profession ? (
              <Text size="xs" c="dimmed">
                {profession}
              </Text>
            ) : null}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
