import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { useApiInfinite } from "@/api/hooks";
import { useCan } from "@/app/session";
import { type Answer, AnswerDialog } from "@/features/networks/answer-dialog";
import { CategoryName } from "@/features/networks/badges";
import { NetworkLink, OrganisationLink } from "@/features/networks/links";
import type { Membership } from "@/features/networks/words";
import { type Column, DataList } from "@/ui/data-list";
import { FictionalBadge } from "@/ui/fictional-badge";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { Loaded } from "@/ui/states";
import { DateText } from "@/ui/values";

/** Memberships the other side asked, and that my organisation must confirm or decline. */
export function AwaitingMe() {
  const { t } = useLingui();
  const waiting = useApiInfinite("/v1/networks/memberships", { query: { awaiting_me: true } });
  return (
    <Section title={t`Ce qui attend votre réponse`}>
      <Loaded query={waiting} lines={1}>
        {(items) =>
          items.length === 0 ? (
            <Text c="dimmed">
              <Trans>Rien n’attend votre réponse.</Trans>
            </Text>
          ) : (
            <WaitingList memberships={items} />
          )
        }
      </Loaded>
      <LoadMore query={waiting} />
    </Section>
  );
}

/** Requests to answer, with the buttons that answer them. */
export function WaitingList({ memberships }: { memberships: Membership[] }) {
  const { t } = useLingui();
  const columns: Column<Membership>[] = [
    {
      key: "what",
      header: t`Demande`,
      phone: "title",
      cell: (membership) => <What membership={membership} />,
    },
    { key: "category", header: t`Comme`, cell: ({ category }) => <CategoryName category={category} /> },
    {
      key: "asked",
      header: t`Reçue le`,
      cell: ({ asked_at }) => <DateText value={asked_at} style="short" />,
    },
    {
      key: "starts",
      header: t`À partir du`,
      cell: ({ starts_on }) => <DateText value={starts_on} style="short" />,
    },
  ];
  return (
    <DataList
      label={t`Ce qui attend votre réponse`}
      items={memberships}
      columns={columns}
      rowKey={({ id }) => id}
      actions={(membership) => <AnswerButtons membership={membership} />}
    />
  );
}

function What({ membership }: { membership: Membership }) {
  const { network_id, network_name, organisation_id, organisation_name, fictional } = membership;
  const organisation = <OrganisationLink id={organisation_id} name={organisation_name} />;
  const network = <NetworkLink id={network_id} name={network_name} />;
  return (
    <Group gap="xs">
      <span>
        {membership.state === "requested" ? (
          <Trans>
            {organisation} demande à rejoindre {network}
          </Trans>
        ) : (
          <Trans>
            {network} propose à {organisation} de le rejoindre
          </Trans>
        )}
      </span>
      {fictional ? <FictionalBadge /> : null}
    </Group>
  );
}

/** Confirm or decline; says so when the mandate allows neither. */
export function AnswerButtons({ membership }: { membership: Membership }) {
  const { t } = useLingui();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const mayAnswer = useCan(membership.my_side === "network" ? "networks.manage" : "networks.join");
  const other = membership.my_side === "network" ? membership.organisation_name : membership.network_name;
  if (!mayAnswer) {
    return (
      <Text size="sm" c="dimmed">
        <Trans>Votre mandat ne permet pas d’y répondre.</Trans>
      </Text>
    );
  }
  return (
    <Group gap="xs" wrap="nowrap" justify="flex-end">
      <Button size="xs" aria-label={t`Confirmer : ${other}`} onClick={() => setAnswer("confirm")}>
        <Trans>Confirmer</Trans>
      </Button>
      <Button
        size="xs"
        variant="default"
        aria-label={t`Décliner : ${other}`}
        onClick={() => setAnswer("decline")}
      >
        <Trans>Décliner</Trans>
      </Button>
      {answer ? (
        <AnswerDialog membership={membership} answer={answer} onClose={() => setAnswer(null)} />
      ) : null}
    </Group>
  );
}
