import { useLingui } from "@lingui/react/macro";
import { Menu, Text } from "@mantine/core";
import { OrganisationTrigger } from "@/app/organisation-switcher";
import { useActFor, useMe } from "@/app/session";
import { toastDone } from "@/ui/toast";

/** The organisations one has a mandate in. It arrives open: it was asked for. */
export function OrganisationMenu() {
  const { t } = useLingui();
  const { acting_for: current, mandates } = useMe();
  const actFor = useActFor();
  const choose = (organisation_id: string) =>
    actFor.mutate(
      { body: { organisation_id } },
      {
        onSuccess: ({ me }) => {
          const name = me.acting_for?.organisation_name ?? "";
          toastDone(t`Vous agissez maintenant pour ${name}.`);
        },
      },
    );
  return (
    <Menu position="bottom-start" width={320} defaultOpened>
      <Menu.Target>
        <OrganisationTrigger disabled={actFor.isPending} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t`Agir pour`}</Menu.Label>
        <Menu.RadioGroup value={current?.organisation_id ?? ""} onChange={choose}>
          {mandates.map(({ id, organisation_id, organisation_name, profession }) => (
            <Menu.RadioItem key={id} value={organisation_id}>
              {organisation_name}
              {profession ? (
                <Text size="xs" c="dimmed">
                  {profession}
                </Text>
              ) : null}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
