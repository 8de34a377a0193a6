import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Paper, Stack, Text, ThemeIcon } from "@mantine/core";
import {
  IconBuildingCommunity,
  IconCalendarQuestion,
  IconCircleCheck,
  IconFileDescription,
  IconHourglass,
  type TablerIcon,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMe } from "@/app/session";
import classes from "@/features/reports/home.module.css";
import { type Awaiting, daysUntil, pageOf } from "@/features/reports/words";
import { Section } from "@/ui/page";
import { EmptyState } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";
import { DateText } from "@/ui/values";

const icons: Record<Awaiting["kind"], TablerIcon> = {
  booking_to_decide: IconCalendarQuestion,
  membership_to_answer: IconBuildingCommunity,
  agreement_to_answer: IconFileDescription,
  notice_deadline: IconHourglass,
};

/** What waits for an answer, the soonest due first, each with the one thing to do. */
export function AwaitingSection({ items }: { items: Awaiting[] }) {
  const { t } = useLingui();
  return (
    <Section title={t`Ce qui vous attend`}>
      {items.length === 0 ? (
        <EmptyState icon={IconCircleCheck} title={t`Tout est à jour`}>
          <Trans>Aucune demande à traiter, aucune échéance proche. Les prochaines apparaîtront ici.</Trans>
        </EmptyState>
      ) : (
        <Stack component="ul" gap="sm" className={classes.list ?? ""}>
          {items.map((item) => (
            <Line key={`${item.kind}${item.id}`} item={item} />
          ))}
        </Stack>
      )}
    </Section>
  );
}

function Line({ item }: { item: Awaiting }) {
  const { t } = useLingui();
  const Icon = icons[item.kind];
  const verb = useVerb(item);
  const { subject } = item;
  return (
    <Paper component="li" p="md" className={classes.line ?? ""}>
      <ThemeIcon variant="light" size={40} radius="xl" aria-hidden="true">
        <Icon size={22} stroke={1.6} />
      </ThemeIcon>
      <div className={classes.words}>
        <Text fw={600}>
          <Question item={item} />
        </Text>
        <Text size="sm" c="dimmed" component="div" className={classes.when ?? ""}>
          <When item={item} />
          {item.may_act || item.kind === "notice_deadline" ? null : (
            <Trans>Votre mandat ne permet pas d’y répondre : parlez-en à votre direction.</Trans>
          )}
        </Text>
      </div>
      <Button
        variant={item.may_act && item.kind !== "notice_deadline" ? "filled" : "default"}
        aria-label={t`${verb} : ${subject}`}
        renderRoot={(props) => <Link {...props} to={pageOf(item)} />}
      >
        {verb}
      </Button>
    </Paper>
  );
}

function useVerb({ kind, may_act: mayAct }: Awaiting): string {
  const { t } = useLingui();
  if (!mayAct || kind === "notice_deadline") return t`Consulter`;
  return kind === "booking_to_decide" ? t`Décider` : t`Répondre`;
}

/** What is asked, in one sentence. */
function Question({ item }: { item: Awaiting }): ReactNode {
  const { kind, subject, subject_id, organisation_name: asking, agreement_kind } = item;
  const mine = useMe().acting_for?.organisation_id;
  if (kind === "booking_to_decide") {
    return (
      <Trans>
        {asking} demande « {subject} »
      </Trans>
    );
  }
  if (kind === "membership_to_answer") {
    return subject_id === mine ? (
      <Trans>
        {asking} demande à adhérer à {subject}
      </Trans>
    ) : (
      <Trans>{subject} vous propose d’adhérer</Trans>
    );
  }
  if (kind === "agreement_to_answer") {
    return agreement_kind === "partnership" ? (
      <Trans>
        {asking} vous invite dans le partenariat « {subject} »
      </Trans>
    ) : (
      <Trans>
        {asking} vous invite dans la mutualisation « {subject} »
      </Trans>
    );
  }
  return <Trans>« {subject} » se renouvelle si personne ne donne son préavis</Trans>;
}

/** By when, and how soon that is. */
function When({ item: { kind, due_on: due, asked_at: asked } }: { item: Awaiting }) {
  if (due) {
    return (
      <>
        <span>
          {kind === "notice_deadline" ? (
            <Trans>
              Dernier jour pour le donner : <DateText value={due} style="long" />
            </Trans>
          ) : (
            <Trans>
              Pour le <DateText value={due} style="long" />
            </Trans>
          )}
        </span>
        <Soon day={due} />
      </>
    );
  }
  return asked ? (
    <span>
      <Trans>
        Demandé le <DateText value={asked} />
      </Trans>
    </span>
  ) : null;
}

const today = () => new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Paris" }).format(new Date());

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
