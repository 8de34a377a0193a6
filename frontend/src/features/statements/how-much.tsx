import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Group, Paper, Stack, Text } from "@mantine/core";
import { CancelButton } from "@/features/statements/cancel-dialog";
import { OffsetButton } from "@/features/statements/offset-dialog";
import { RecordButton } from "@/features/statements/payment-dialog";
import { RemindButton } from "@/features/statements/remind-dialog";
import classes from "@/features/statements/statements.module.css";
import type { Statement } from "@/features/statements/words";
import { FactList } from "@/ui/fact-list";
import { DateText, Money } from "@/ui/values";

/** Who owes how much to whom, by when; what of it is settled; what a treasurer does about it. */
export function HowMuch({ statement }: { statement: Statement }) {
  const { t } = useLingui();
  const { amount_cents: amount, settled_cents: settled, remaining_cents: left, state } = statement;
  const whole = Math.abs(amount);
  const late = state === "issued" && statement.overdue_days > 0;
  return (
    <Paper p="lg" mb="xl" className={classes.figure ?? ""} data-tone={late ? "late" : undefined}>
      <Stack gap="md">
        <div>
          <div className={classes.amount}>
            <Money cents={state === "issued" ? left : whole} />
          </div>
          <Text>
            <Sentence statement={statement} />
          </Text>
        </div>
        <FactList
          facts={[
            { label: t`Montant du relevé`, value: <Money cents={whole} /> },
            { label: t`Déjà réglé`, value: <Money cents={settled} /> },
            { label: t`Reste`, value: <Money cents={left} /> },
            { label: t`Échéance`, value: <DateText value={statement.due_on} style="long" /> },
          ]}
        />
        <Group gap="sm" className={classes.actions ?? ""}>
          <RecordButton statement={statement} />
          <OffsetButton statement={statement} />
          <RemindButton statement={statement} />
          <CancelButton statement={statement} />
        </Group>
      </Stack>
    </Paper>
  );
}

function Sentence({ statement }: { statement: Statement }) {
  if (statement.state === "cancelled") return <Trans>annulés : plus rien n’est dû sur ce relevé.</Trans>;
  if (statement.state === "settled") return <Trans>entièrement réglés.</Trans>;
  return statement.amount_cents < 0 ? (
    <CreditSentence statement={statement} />
  ) : (
    <DueSentence statement={statement} />
  );
}

function CreditSentence({ statement }: { statement: Statement }) {
  const { issuer_name: issuer, organisation_name: payer } = statement;
  if (statement.mine && statement.issuer_id === statement.organisation_id) {
    return <Trans>que la caisse commune doit à votre organisation, qui la tient.</Trans>;
  }
  return statement.mine ? (
    <Trans>que {issuer} doit à votre organisation : à recevoir, ou à imputer sur un prochain appel.</Trans>
  ) : (
    <Trans>
      que la caisse commune, tenue par {issuer}, doit à {payer}.
    </Trans>
  );
}

function DueSentence({ statement }: { statement: Statement }) {
  return (
    <>
      <WhoOwes statement={statement} /> <When statement={statement} />
    </>
  );
}

function WhoOwes({ statement }: { statement: Statement }) {
  const { issuer_name: issuer, organisation_name: payer, to_pool: toPool, mine } = statement;
  if (mine && statement.issuer_id === statement.organisation_id) {
    return <Trans>que votre organisation doit à la caisse commune, qu’elle tient elle-même.</Trans>;
  }
  if (mine) {
    return toPool ? (
      <Trans>que votre organisation doit à {issuer}, pour la caisse commune.</Trans>
    ) : (
      <Trans>que votre organisation doit à {issuer}.</Trans>
    );
  }
  return toPool ? (
    <Trans>
      que {payer} doit à la caisse commune, tenue par {issuer}.
    </Trans>
  ) : (
    <Trans>
      que {payer} doit à {issuer}.
    </Trans>
  );
}

function When({ statement }: { statement: Statement }) {
  const { due_on: due, overdue_days: days } = statement;
  if (days > 0) {
    return (
      <>
        <Trans>
          L’échéance est passée depuis le <DateText value={due} />
        </Trans>
        {" : "}
        <Plural value={days} one="# jour de retard." other="# jours de retard." />
      </>
    );
  }
  return (
    <Trans>
      À payer au plus tard le <DateText value={due} />.
    </Trans>
  );
}
