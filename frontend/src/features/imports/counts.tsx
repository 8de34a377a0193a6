import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Alert, Paper, Stack } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import classes from "@/features/imports/counts.module.css";
import { type Import, isOver } from "@/features/imports/words";
import { Quantity } from "@/ui/values";

/** Records by what became of them. */
export function Counts({ one }: { one: Import }) {
  const { t } = useLingui();
  const { created, updated, unchanged, skipped, refused, warnings } = one.counts;
  const labels = one.dry_run
    ? { created: t`fiches à ajouter`, updated: t`fiches à modifier`, unchanged: t`fiches déjà identiques` }
    : { created: t`fiches ajoutées`, updated: t`fiches modifiées`, unchanged: t`fiches déjà identiques` };
  const figures: [string, number][] = [
    [labels.created, created],
    [labels.updated, updated],
    [labels.unchanged, unchanged],
    [t`lignes laissées de côté, rien à corriger`, skipped],
    [t`lignes refusées, à corriger`, refused],
    [t`valeurs écartées`, warnings],
  ];
  return (
    <Stack gap="md">
      <dl className={classes.counts}>
        {figures.map(([label, value]) => (
          <Paper key={label} p="md" className={classes.count ?? ""}>
            <dt>{label}</dt>
            <dd>
              <Quantity value={value} />
            </dd>
          </Paper>
        ))}
      </dl>
      {isOver(one.state) ? <Verdict one={one} /> : null}
    </Stack>
  );
}

function Verdict({ one }: { one: Import }) {
  const { refused } = one.counts;
  if (one.state !== "done") return null;
  if (refused === 0) {
    return (
      <Alert color="pine" variant="light" icon={<IconCheck aria-hidden="true" />}>
        <Trans>Aucune ligne refusée.</Trans>
      </Alert>
    );
  }
  return (
    <Alert color="orange" variant="light" icon={<IconAlertTriangle aria-hidden="true" />}>
      <Plural
        value={refused}
        one="# ligne est refusée : sa faute est nommée ci-dessous. Les bonnes lignes n’en souffrent pas."
        other="# lignes sont refusées : leurs fautes sont nommées ci-dessous. Les bonnes lignes n’en souffrent pas."
      />{" "}
      <Trans>Corrigez le fichier et renvoyez-le : ce qui est déjà écrit ne le sera pas deux fois.</Trans>
    </Alert>
  );
}
