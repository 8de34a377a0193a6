import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Text } from "@mantine/core";
import { IconClockEdit } from "@tabler/icons-react";
import { useState } from "react";
import { groupedOpenings, useDayNames } from "@/features/resources/in-words";
import { OpeningsDialog } from "@/features/resources/openings-dialog";
import classes from "@/features/resources/resources.module.css";
import type { Resource } from "@/features/resources/words";
import { Section } from "@/ui/page";

/** When one may come, in words; the steward changes it here. */
export function OpeningHours({ resource, mayManage }: { resource: Resource; mayManage: boolean }) {
  const { t } = useLingui();
  const { several } = useDayNames();
  const [editing, setEditing] = useState(false);
  const { openings } = resource;
  return (
    <Section
      title={t`Heures d’ouverture`}
      actions={
        mayManage ? (
          <Button
            variant="default"
            size="sm"
            leftSection={<IconClockEdit size={18} aria-hidden="true" />}
            onClick={() => setEditing(true)}
          >
            <Trans>Modifier les heures</Trans>
          </Button>
        ) : null
      }
    >
      {openings.length === 0 ? (
        <Text>
          <Trans>Ouvert en permanence, jour et nuit.</Trans>
        </Text>
      ) : (
        <dl className={classes.openings}>
          {groupedOpenings(openings).map(({ days, hours }) => (
            <div key={days[0]} style={{ display: "contents" }}>
              <dt>{several(days)}</dt>
              <dd>{hours || <Trans>fermé</Trans>}</dd>
            </div>
          ))}
        </dl>
      )}
      {editing ? <OpeningsDialog resource={resource} onClose={() => setEditing(false)} /> : null}
    </Section>
  );
}
