import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useCan } from "@/app/session";
import type { Agreement } from "@/features/exits/agreement";
import { InstalmentList } from "@/features/exits/instalment-list";
import { entryAddress, Go } from "@/features/exits/links";
import { PayDialog, type Payment } from "@/features/exits/pay-dialog";
import { SettleDialog } from "@/features/exits/settle-dialog";
import { amountWords, type Exit, settleExits, stateWords, unpaidCents } from "@/features/exits/words";
import { type Fact, FactList } from "@/ui/fact-list";
import { StatusBadge } from "@/ui/status-badge";
import { DateText, Money } from "@/ui/values";

type ExitCardProps = { exit: Exit; agreement: Agreement };

/** One exit: its days, what it settles, and for the lead what remains to be done. */
export function ExitCard({ exit, agreement }: ExitCardProps) {
  const { i18n } = useLingui();
  const facts = useFacts(exit);
  const { name, tone } = stateWords[exit.state];
  return (
    <Paper p="md" component="article">
      <Stack gap="md">
        <Group justify="space-between" gap="sm">
          <Title order={3}>
            <Go
              address={{
                to: "/organisations/$organisationId",
                params: { organisationId: exit.organisation_id },
              }}
            >
              {exit.organisation_name}
            </Go>
          </Title>
          <StatusBadge tone={tone}>{i18n._(name)}</StatusBadge>
        </Group>
        <FactList facts={facts} />
        {exit.amounts_withheld ? (
          <Text c="dimmed">
            <Trans>Les règles de l’accord réservent les montants à cette organisation.</Trans>
          </Text>
        ) : null}
        {exit.state === "noticed" && exit.planned ? (
          <Text size="sm" c="dimmed">
            <Trans>
              Montants à ce jour : ils peuvent encore changer avec les projets et les sommes appelées jusqu’au
              dernier jour.
            </Trans>
          </Text>
        ) : null}
        <ToDo exit={exit} agreement={agreement} />
      </Stack>
    </Paper>
  );
}

function useFacts(exit: Exit): Fact[] {
  const { t } = useLingui();
  const { settlement } = exit;
  return [
    ...(exit.excluded ? [{ label: t`Motif`, value: t`Exclusion votée` }] : []),
    ...(exit.notice_given_on
      ? [{ label: t`Préavis donné le`, value: <DateText value={exit.notice_given_on} /> }]
      : []),
    { label: t`Dernier jour`, value: <DateText value={exit.left_on} /> },
    ...(settlement ? [{ label: t`Soldé le`, value: <DateText value={settlement.settled_at} /> }] : []),
    ...useAmounts(exit).map(({ label, cents }) => ({ label, value: <Money cents={cents} /> })),
  ];
}

/** Said to the organisation itself, or about it; of what is settled, or of what would be. */
function useAmounts(exit: Exit): { label: string; cents: number }[] {
  const { t, i18n } = useLingui();
  const { planned, settlement, mine } = exit;
  const amounts = settlement ?? planned;
  if (!amounts) return [];
  const words = amountWords[settlement ? "settled" : "planned"][mine ? "mine" : "theirs"];
  return [
    { label: i18n._(words.back), cents: amounts.repaid_cents },
    { label: i18n._(words.owed), cents: amounts.owed_cents },
    ...(amounts.kept_cents > 0 ? [{ label: t`Laissé au pot commun`, cents: amounts.kept_cents }] : []),
    ...(amounts.waived_cents > 0
      ? [{ label: t`Appelé pour la suite, annulé`, cents: amounts.waived_cents }]
      : []),
    ...(settlement && settlement.repaid_cents > 0
      ? [{ label: mine ? t`Encore à vous verser` : t`Encore à lui verser`, cents: unpaidCents(settlement) }]
      : []),
  ];
}

function ToDo({ exit, agreement }: ExitCardProps) {
  const mayWrite = useCan(settleExits);
  const [settling, setSettling] = useState(false);
  const [payment, setPayment] = useState<Payment | null>(null);
  const leads = agreement.my_role === "lead" && agreement.my_state === "accepted";
  // Who left reads the book up to its last day: the settlement comes after.
  const readsBook = agreement.my_state === "accepted";
  const mayPay = leads && mayWrite;
  const { settlement, late_release_cents: late } = exit;
  return (
    <>
      {settlement && settlement.instalments.length > 0 ? (
        <InstalmentList
          exit={exit}
          opensBook={readsBook}
          instalments={settlement.instalments}
          onPay={mayPay ? (instalment) => setPayment({ instalment }) : undefined}
        />
      ) : null}
      {settlement && late !== null && late > 0 ? (
        <Group gap="sm">
          <Text>
            <Trans>
              Depuis le départ, des projets ont libéré <Money cents={late} /> qui reviennent aussi à
              l’organisation.
            </Trans>
          </Text>
          {mayPay ? (
            <Button variant="default" onClick={() => setPayment({ late })}>
              <Trans>Noter ce versement…</Trans>
            </Button>
          ) : null}
        </Group>
      ) : null}
      {exit.may_settle ? (
        <div>
          <Button onClick={() => setSettling(true)}>
            <Trans>Solder ce départ…</Trans>
          </Button>
        </div>
      ) : null}
      {settlement?.transaction_id && readsBook ? (
        <Go address={entryAddress(agreement.id, settlement.transaction_id)} size="sm">
          <Trans>Voir l’écriture du solde dans le livre</Trans>
        </Go>
      ) : null}
      <Whose exit={exit} leads={leads} mayWrite={mayWrite} />
      {settling && exit.planned ? <SettleDialog exit={exit} onClose={() => setSettling(false)} /> : null}
      {payment ? <PayDialog exit={exit} payment={payment} onClose={() => setPayment(null)} /> : null}
    </>
  );
}

/** Who settles, said where one would look for the button. */
function Whose({ exit, leads, mayWrite }: { exit: Exit; leads: boolean; mayWrite: boolean }) {
  if (exit.may_settle) return null;
  const waits = exit.state === "effective" || (exit.settlement !== null && unpaidCents(exit.settlement) > 0);
  if (exit.state === "noticed") {
    return (
      <Text size="sm" c="dimmed">
        <Trans>
          Le chef de file soldera ce départ à partir du lendemain du <DateText value={exit.left_on} />.
        </Trans>
      </Text>
    );
  }
  if (!waits) return null;
  if (!leads) {
    return (
      <Text size="sm" c="dimmed">
        <Trans>Le chef de file de l’accord solde les départs et note les versements.</Trans>
      </Text>
    );
  }
  return mayWrite ? null : (
    <Text size="sm" c="dimmed">
      <Trans>
        Votre mandat ne permet pas d’engager des dépenses : solder et payer reviennent à la direction.
      </Trans>
    </Text>
  );
}
