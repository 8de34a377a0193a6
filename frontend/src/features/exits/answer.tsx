import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, CopyButton, List, Paper, Stack, Text } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "@/features/exits/answer.module.css";
import { useFund } from "@/features/exits/fund";
import { AccountLinks, bookAddress, Go, rulesAddress } from "@/features/exits/links";
import { Lost, Promises } from "@/features/exits/lost";
import { Others } from "@/features/exits/others";
import { quantityOf, type Simulation } from "@/features/exits/words";
import { Section } from "@/ui/page";
import { DateText, Money, Quantity } from "@/ui/values";

type AnswerProps = { simulation: Simulation };

/** When, how much each way, what ends, what becomes of the others; each figure leads to where it comes from. */
export function Answer({ simulation }: AnswerProps) {
  const { t } = useLingui();
  const fund = useFund(simulation.agreement_id);
  return (
    <>
      <Section title={t`À quelle date`}>
        <When simulation={simulation} />
      </Section>
      <Section title={t`Ce que vous devriez, ce qui vous reviendrait`}>
        <Figures simulation={simulation} brought={fund?.mine.repayable_cents ?? 0} />
      </Section>
      <Promises simulation={simulation} />
      <Lost simulation={simulation} fundId={fund?.id} />
      <Others simulation={simulation} fundId={fund?.id} />
      <Section title={t`En quelques phrases`}>
        <Sentences simulation={simulation} />
      </Section>
    </>
  );
}

function When({ simulation }: AnswerProps) {
  const { rules_number: number, leave_on: leaveOn, earliest_on: earliestOn } = simulation;
  return (
    <Paper p="lg" className={classes.when ?? ""}>
      <Text c="dimmed" size="sm">
        {simulation.notice_given ? (
          <Trans>Vous prenez part jusqu’au</Trans>
        ) : (
          <Trans>Vous prendriez part jusqu’au</Trans>
        )}
      </Text>
      <Text className={classes.date ?? ""} aria-live="polite">
        <DateText value={leaveOn} />
      </Text>
      <Text mt="xs">{simulation.why}</Text>
      {leaveOn === earliestOn ? null : (
        <Text size="sm" c="dimmed">
          <Trans>
            Au plus tôt, ce serait le <DateText value={earliestOn} />.
          </Trans>
        </Text>
      )}
      <Go address={rulesAddress(simulation.agreement_id)} size="sm" mt="xs" display="inline-block">
        {number === null ? (
          <Trans>Lire la règle : celle de la forme juridique, faute d’autre</Trans>
        ) : (
          <Trans>Lire la règle : règles de l’accord, version {number}</Trans>
        )}
      </Go>
      <Steps simulation={simulation} />
    </Paper>
  );
}

/** Notice, last day, then each payment. */
function Steps({ simulation }: AnswerProps) {
  const { instalments } = simulation.gets_back;
  return (
    <ol className={classes.steps}>
      <Step kind="notice" day={simulation.notice_on} label={<Trans>Préavis</Trans>} />
      <Step kind="leave" day={simulation.leave_on} label={<Trans>Dernier jour</Trans>} />
      {instalments.map(({ number, due_on: dueOn, amount_cents: cents }) => (
        <Step
          key={number}
          kind="payment"
          day={dueOn}
          label={
            instalments.length === 1 ? (
              <Trans>Versement</Trans>
            ) : (
              <Trans>
                Versement {number} sur {instalments.length}
              </Trans>
            )
          }
        >
          <Trans>
            <Money cents={cents} />, au plus tard
          </Trans>
        </Step>
      ))}
    </ol>
  );
}

type StepProps = { kind: string; day: string; label: ReactNode; children?: ReactNode };

function Step({ kind, day, label, children }: StepProps) {
  return (
    <li className={classes.step} data-kind={kind}>
      <span className={classes.label}>{label}</span>
      <span className={classes.day}>
        <DateText value={day} />
      </span>
      {children ? <span className={classes.amount}>{children}</span> : null}
    </li>
  );
}

function Figures({ simulation, brought }: AnswerProps & { brought: number }) {
  const { owes, gets_back: back, net_cents: net } = simulation;
  return (
    <ul className={classes.figures}>
      <Figure label={<Trans>Vous devriez</Trans>} value={<Money cents={owes.amount_cents} />}>
        <Owed simulation={simulation} />
      </Figure>
      <Figure label={<Trans>Il vous reviendrait</Trans>} value={<Money cents={back.repaid_cents} />}>
        <Back simulation={simulation} brought={brought} />
      </Figure>
      <Figure
        label={net < 0 ? <Trans>Au total, vous verseriez</Trans> : <Trans>Au total, vous recevriez</Trans>}
        value={<Money cents={Math.abs(net)} />}
      >
        <Trans>Ce qui vous reviendrait, moins ce que vous devriez.</Trans>
      </Figure>
    </ul>
  );
}

type FigureProps = { label: ReactNode; value: ReactNode; children: ReactNode };

function Figure({ label, value, children }: FigureProps) {
  return (
    <Paper component="li" p="md">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <div className={classes.value}>{value}</div>
      <Text size="sm" c="dimmed" component="div">
        {children}
      </Text>
    </Paper>
  );
}

function Owed({ simulation: { owes, agreement_id: agreementId } }: AnswerProps) {
  return (
    <Stack gap={4}>
      <span>
        <Trans>
          Les sommes appelées jusqu’au <DateText value={owes.through} /> et non payées à ce jour. Rien pour la
          suite.
        </Trans>
      </span>
      {owes.later_cents > 0 ? (
        <span>
          <Trans>
            <Money cents={owes.later_cents} /> déjà appelés pour la suite seraient annulés.
          </Trans>
        </span>
      ) : null}
      {owes.other_units.map(({ unit, amount }) => (
        <OtherUnit key={unit} unit={unit} amount={amount} />
      ))}
      {owes.account_ids.length > 0 ? (
        <AccountLinks agreementId={agreementId} accountIds={owes.account_ids} />
      ) : (
        <span>
          <Trans>
            Rien ne vous a été appelé : <Go address={bookAddress(agreementId)}>voir le livre de comptes</Go>.
          </Trans>
        </span>
      )}
    </Stack>
  );
}

function OtherUnit({ unit, amount }: { unit: string; amount: number }) {
  const { i18n } = useLingui();
  const { value, name } = quantityOf(unit, amount);
  return (
    <span>
      <Trans>
        Et aussi : <Quantity value={value} unit={typeof name === "string" ? name : i18n._(name)} />.
      </Trans>
    </span>
  );
}

function Back({ simulation, brought }: AnswerProps & { brought: number }) {
  const { gets_back: back, agreement_id: agreementId } = simulation;
  const { stake_cents: stake, kept_cents: kept } = back;
  return (
    <Stack gap={4}>
      <span>{back.why}</span>
      {brought > stake ? (
        <span>
          <Trans>
            Vous avez apporté <Money cents={brought} /> avec droit de reprise ; les projets décidés en ont
            consommé <Money cents={brought - stake} />.
          </Trans>
        </span>
      ) : brought > 0 ? (
        <span>
          <Trans>
            Vous avez apporté <Money cents={brought} /> avec droit de reprise ; rien n’en est consommé.
          </Trans>
        </span>
      ) : null}
      {kept > 0 ? (
        <span>
          <Trans>
            <Money cents={kept} /> resteraient au pot commun.
          </Trans>
        </span>
      ) : null}
      {back.instalments.length > 1 ? (
        <span>
          <Plural value={back.instalments.length} one="En # versement." other="En # versements." />
        </span>
      ) : null}
      <AccountLinks agreementId={agreementId} accountIds={back.account_ids} />
    </Stack>
  );
}

/** For a board or a colleague: the same, to read aloud or to paste. */
function Sentences({ simulation: { sentences } }: AnswerProps) {
  return (
    <Paper p="md">
      <Stack gap="md" align="flex-start">
        <List spacing="xs">
          {sentences.map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
        <CopyButton value={sentences.join("\n")}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              leftSection={
                copied ? (
                  <IconCheck size={18} aria-hidden="true" />
                ) : (
                  <IconCopy size={18} aria-hidden="true" />
                )
              }
              onClick={copy}
            >
              {copied ? <Trans>Copié</Trans> : <Trans>Copier ces phrases</Trans>}
            </Button>
          )}
        </CopyButton>
      </Stack>
    </Paper>
  );
}
