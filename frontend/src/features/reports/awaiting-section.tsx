import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Paper, Stack, Text, ThemeIcon } from "@mantine/core";
import {
  IconArrowsExchange,
  IconBuildingCommunity,
  IconCalendarEvent,
  IconCalendarQuestion,
  IconCash,
  IconChartPie,
  IconChecklist,
  IconCircleCheck,
  IconClipboardList,
  IconDoorEnter,
  IconFileDescription,
  IconHourglass,
  IconReceiptEuro,
  IconScale,
  IconShoppingBag,
  type TablerIcon,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMe } from "@/app/session";
import { Question } from "@/features/reports/awaiting-words";
import classes from "@/features/reports/home.module.css";
import { type Awaiting, daysUntil, isToRead, pageOf } from "@/features/reports/words";
import { Section } from "@/ui/page";
import { today } from "@/ui/paris-time";
import { EmptyState } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";
import { DateText } from "@/ui/values";

const icons: Record<Awaiting["kind"], TablerIcon> = {
  booking_to_decide: IconCalendarQuestion,
  membership_to_answer: IconBuildingCommunity,
  agreement_to_answer: IconFileDescription,
  notice_deadline: IconHourglass,
  vote_to_cast: IconChecklist,
  decision_convened: IconCalendarEvent,
  payment_to_approve: IconCash,
  admission_to_answer: IconDoorEnter,
  statement_to_pay: IconReceiptEuro,
  settlement_to_answer: IconArrowsExchange,
  allocation_to_review: IconChartPie,
  needs_to_state: IconClipboardList,
  lot_to_choose: IconScale,
  order_to_place: IconShoppingBag,
  round_to_run: IconShoppingBag,
};

/** What waits for an answer: votes apart and first, then the soonest due, each with the one thing to do. */
export function AwaitingSection({ items }: { items: Awaiting[] }) {
  const { t } = useLingui();
  const votes = items.filter(({ kind }) => kind === "vote_to_cast");
  const others = items.filter(({ kind }) => kind !== "vote_to_cast");
  return (
    <>
      {votes.length > 0 ? (
        <Section title={t`À voter`}>
          <Lines items={votes} />
        </Section>
      ) : null}
      <Section title={t`Ce qui vous attend`}>
        {others.length > 0 ? (
          <Lines items={others} />
        ) : votes.length > 0 ? (
          <Text c="dimmed">
            <Trans>Rien d’autre : aucune demande à traiter, aucune échéance proche.</Trans>
          </Text>
        ) : (
          <EmptyState icon={IconCircleCheck} title={t`Tout est à jour`}>
            <Trans>Aucune demande à traiter, aucune échéance proche. Les prochaines apparaîtront ici.</Trans>
          </EmptyState>
        )}
      </Section>
    </>
  );
}

function Lines({ items }: { items: Awaiting[] }) {
  return (
    <Stack component="ul" gap="sm" className={classes.list ?? ""}>
      {items.map((item) => (
        <Line key={`${item.kind}${item.id}`} item={item} />
      ))}
    </Stack>
  );
}

function Line({ item }: { item: Awaiting }) {
  const { t } = useLingui();
  const mine = useMe().acting_for?.organisation_id;
  const Icon = icons[item.kind];
  const verb = useVerb(item);
  const { subject, kind } = item;
  return (
    <Paper component="li" p="md" className={classes.line ?? ""} data-kind={kind}>
      <ThemeIcon variant="light" size={40} radius="xl" aria-hidden="true">
        <Icon size={22} stroke={1.6} />
      </ThemeIcon>
      <div className={classes.words}>
        <Text fw={600}>
          <Question item={item} mine={mine} />
        </Text>
        <Text size="sm" c="dimmed" component="div" className={classes.when ?? ""}>
          <When item={item} />
          <CannotAct item={item} />
        </Text>
      </div>
      <Button
        variant={item.may_act && !isToRead(item) ? "filled" : "default"}
        aria-label={t`${verb} : ${subject}`}
        renderRoot={(props) => <Link {...props} to={pageOf(item)} />}
      >
        {verb}
      </Button>
    </Paper>
  );
}

function useVerb(item: Awaiting): string {
  const { t } = useLingui();
  if (item.kind === "lot_to_choose") return t`Voir ce qu’on y gagne`;
  if (!item.may_act || isToRead(item)) return t`Consulter`;
  if (item.kind === "order_to_place") return t`Commander`;
  if (item.kind === "round_to_run") return t`Conclure`;
  if (item.kind === "vote_to_cast") return t`Voter`;
  if (item.kind === "payment_to_approve") return t`Examiner`;
  return item.kind === "booking_to_decide" ? t`Décider` : t`Répondre`;
}

function CannotAct({ item }: { item: Awaiting }) {
  if (item.may_act || item.kind === "notice_deadline" || item.kind === "lot_to_choose") return null;
  if (item.kind === "vote_to_cast" || item.kind === "decision_convened") {
    return <Trans>Votre mandat ne permet pas de voter : parlez-en à votre direction.</Trans>;
  }
  return <Trans>Votre mandat ne permet pas d’y répondre : parlez-en à votre direction.</Trans>;
}

/** By when, and how soon that is. */
function When({ item }: { item: Awaiting }) {
  if (item.due_on) {
    return (
      <>
        <span>
          <Due item={item} />
        </span>
        <Soon day={item.due_on} />
      </>
    );
  }
  return item.asked_at ? (
    <span>
      <Trans>
        Demandé le <DateText value={item.asked_at} />
      </Trans>
    </span>
  ) : null;
}

function Due({ item: { kind, due_on } }: { item: Awaiting }) {
  const due = <DateText value={due_on} style="long" />;
  if (kind === "notice_deadline") return <Trans>Dernier jour pour le donner : {due}</Trans>;
  if (kind === "vote_to_cast") return <Trans>Le vote se clôt le {due}</Trans>;
  if (kind === "decision_convened") return <Trans>Le vote s’ouvre le {due}</Trans>;
  if (kind === "lot_to_choose") return <Trans>Attribution prévue le {due}</Trans>;
  if (kind === "order_to_place") return <Trans>Jusqu’au {due}</Trans>;
  return <Trans>Pour le {due}</Trans>;
}

function Soon({ day }: { day: string }) {
  const days = daysUntil(day, today());
  if (days > 14) return null;
  return (
    <StatusBadge tone="attention">
      {days <= 0 ? (
        <Trans>aujourd’hui</Trans>
      ) : days === 1 ? (
        <Trans>demain</Trans>
      ) : (
        <Trans>dans {days} jours</Trans>
      )}
    </StatusBadge>
  );
}
