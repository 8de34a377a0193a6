import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Paper, Text, Title } from "@mantine/core";
import { IconCheck, IconCircleDashed } from "@tabler/icons-react";
import { useState } from "react";
import { useCan, useMe } from "@/app/session";
import { type Bar, barTo, missingApprovals } from "@/features/funds/approving";
import { ProjectLink, projectOf } from "@/features/funds/links";
import { ApproveDialog, RefuseDialog, WithdrawDialog } from "@/features/funds/payment-dialogs";
import classes from "@/features/funds/payments.module.css";
import { type Fund, type Payment, spendFunds } from "@/features/funds/words";
import { DateText, Money } from "@/ui/values";

type PaymentProps = { payment: Payment; fund: Fund };

/** A payment that waits: who asked, who approved, how many must and why, and what one may do. */
export function PaymentCard({ payment, fund }: PaymentProps) {
  const { requested_by_name: asker } = payment;
  return (
    <Paper p="md" component="article" aria-label={payment.description}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <div>
          <Title order={3}>{payment.description}</Title>
          <Text>
            <Trans>
              À {payment.payee}, pour <ProjectLink project={projectOf(payment)} />
            </Trans>
          </Text>
          <Text size="sm" c="dimmed">
            <Trans>
              Demandé par {asker} le <DateText value={payment.requested_at} />
            </Trans>
            {payment.reference ? ` · ${payment.reference}` : null}
          </Text>
        </div>
        <Text fz="h2" fw={650}>
          <Money cents={payment.amount_cents} />
        </Text>
      </Group>
      <Approvals payment={payment} />
      <Text size="sm" c="dimmed" maw="46rem">
        {payment.why}
      </Text>
      <Actions payment={payment} fund={fund} />
    </Paper>
  );
}

/** Who has approved, and the places still empty. */
function Approvals({ payment }: { payment: Payment }) {
  const { t } = useLingui();
  const { approvals, approvals_needed: needed } = payment;
  const given = approvals.length;
  const missing = missingApprovals(payment);
  return (
    <div className={classes.approvals}>
      <Text fw={600}>
        <Trans>
          Approbations : {given} sur {needed}
        </Trans>
      </Text>
      <ul aria-label={t`Approbations`}>
        {approvals.map(({ organisation_id, organisation_name, approved_at }) => (
          <li key={organisation_id}>
            <IconCheck size={18} aria-hidden="true" />
            <span>
              <Trans>
                {organisation_name}, le <DateText value={approved_at} />
              </Trans>
            </span>
          </li>
        ))}
        {missing > 0 ? (
          <li>
            <IconCircleDashed size={18} aria-hidden="true" />
            <span>
              <Plural
                value={missing}
                one="Il manque l’approbation d’une autre organisation"
                other="Il manque l’approbation de # autres organisations"
              />
            </span>
          </li>
        ) : null}
      </ul>
    </div>
  );
}

type Window = "approve" | "refuse" | "withdraw";

function Actions({ payment, fund }: PaymentProps) {
  const { t } = useLingui();
  const [shown, setShown] = useState<Window | null>(null);
  const mine = useMe().acting_for?.organisation_id;
  const maySpend = useCan(spendFunds);
  const bar = barTo(payment, fund, mine, maySpend);
  const asked = payment.requested_by === mine;
  const { description } = payment;
  const close = () => setShown(null);
  const acts = fund.takes_part && maySpend;
  return (
    <>
      {bar ? <WhyNot bar={bar} asked={asked} /> : null}
      <Group gap="sm" mt="md">
        {bar === null ? (
          <Button onClick={() => setShown("approve")} aria-label={t`Approuver : ${description}`}>
            <Trans>Approuver</Trans>
          </Button>
        ) : null}
        {acts && bar !== "own_payment" && !asked ? (
          <Button
            variant="default"
            c="var(--mantine-color-error)"
            onClick={() => setShown("refuse")}
            aria-label={t`Refuser : ${description}`}
          >
            <Trans>Refuser</Trans>
          </Button>
        ) : null}
        {acts && asked ? (
          <Button
            variant="default"
            onClick={() => setShown("withdraw")}
            aria-label={t`Retirer la demande : ${description}`}
          >
            <Trans>Retirer la demande</Trans>
          </Button>
        ) : null}
      </Group>
      {shown === "approve" ? <ApproveDialog payment={payment} onClose={close} /> : null}
      {shown === "refuse" ? <RefuseDialog payment={payment} onClose={close} /> : null}
      {shown === "withdraw" ? <WithdrawDialog payment={payment} onClose={close} /> : null}
    </>
  );
}

/** Why there is no button, where a person would look for it. */
function WhyNot({ bar, asked }: { bar: Bar; asked: boolean }) {
  return (
    <Text mt="sm">
      {bar === "own_payment" ? (
        <Trans>
          Ce paiement est fait à votre organisation : nul n’approuve ni ne refuse un paiement à soi-même. Les
          autres membres s’en chargent.
        </Trans>
      ) : bar === "already_approved" && asked ? (
        <Trans>
          Votre organisation l’a demandé, ce qui vaut son approbation : elle n’approuve pas deux fois. Une
          autre doit l’approuver.
        </Trans>
      ) : bar === "already_approved" ? (
        <Trans>Votre organisation l’a déjà approuvé : une autre doit l’approuver aussi.</Trans>
      ) : bar === "mandate" ? (
        <Trans>
          Votre mandat ne permet pas d’approuver une dépense : cela revient à une personne de votre
          organisation qui en a le pouvoir.
        </Trans>
      ) : (
        <Trans>Seules les organisations qui prennent part à l’accord l’approuvent.</Trans>
      )}
    </Text>
  );
}
