import { Trans } from "@lingui/react/macro";
import { Anchor, Group } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";

/** Back to the directory, or to the record one was changing. */
export function BackLink({ organisation }: { organisation?: { id: string; name: string } }) {
  return (
    <Anchor
      underline="hover"
      renderRoot={(props) =>
        organisation ? (
          <Link {...props} to="/organisations/$organisationId" params={{ organisationId: organisation.id }} />
        ) : (
          <Link {...props} to="/organisations" />
        )
      }
    >
      <Group gap={6} component="span" wrap="nowrap">
        <IconArrowLeft size={18} aria-hidden="true" />
        {organisation ? organisation.name : <Trans>Annuaire</Trans>}
      </Group>
    </Anchor>
  );
}
