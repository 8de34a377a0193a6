import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { List, Paper, Text, Title } from "@mantine/core";
import { useMe } from "@/app/session";
import { ChoiceText } from "@/features/decisions/badges";
import classes from "@/features/decisions/decisions.module.css";
import type { Decision, Elector } from "@/features/decisions/words";
import { type Column, DataList } from "@/ui/data-list";
import { Section } from "@/ui/page";
import { StatusBadge } from "@/ui/status-badge";
import { Quantity } from "@/ui/values";

/** Who has a vote, who cast it, and who has none and why. */
export function VotersSection({ decision }: { decision: Decision }) {
  const { t } = useLingui();
  const { electorate, electorate_frozen: frozen } = decision;
  const columns = useColumns(decision);
  const voted = electorate.filter((elector) => elector.voted).length;
  return (
    <Section title={frozen ? t`Qui a voté` : t`Qui votera`}>
      <Text mb="sm" c="dimmed">
        {frozen ? (
          <Plural
            value={voted}
            _0={`Personne, sur ${electorate.length} organisations. La liste est arrêtée depuis l’ouverture du vote.`}
            one={`# organisation sur ${electorate.length}. La liste est arrêtée depuis l’ouverture du vote.`}
            other={`# organisations sur ${electorate.length}. La liste est arrêtée depuis l’ouverture du vote.`}
          />
        ) : (
          <Trans>La liste d’aujourd’hui ; elle sera arrêtée à l’ouverture du vote.</Trans>
        )}
      </Text>
      {columns.length > 1 ? (
        <DataList
          label={frozen ? t`Qui a voté` : t`Qui votera`}
          items={electorate}
          columns={columns}
          rowKey={({ organisation }) => organisation.id}
        />
      ) : (
        <Names electorate={electorate} />
      )}
      <WithoutVote decision={decision} />
    </Section>
  );
}

/** One vote each, nothing voted yet: a name says it all. */
function Names({ electorate }: { electorate: Elector[] }) {
  return (
    <Paper p="md">
      <ul className={classes.names}>
        {electorate.map((elector) => (
          <li key={elector.organisation.id}>
            <Name elector={elector} />
          </li>
        ))}
      </ul>
    </Paper>
  );
}

function useColumns(decision: Decision): Column<Elector>[] {
  const { t } = useLingui();
  const { electorate, electorate_frozen: frozen, ballot, state } = decision;
  const hasColleges = electorate.some(({ college }) => college !== null);
  const weighs = electorate.some(({ votes }) => votes !== null && votes !== 1);
  const hasProxies = electorate.some(({ proxy_to, cast_by }) => proxy_to !== null || cast_by !== null);
  const all: (Column<Elector> | null)[] = [
    { key: "name", header: t`Organisation`, phone: "title", cell: (elector) => <Name elector={elector} /> },
    hasColleges ? { key: "college", header: t`Collège`, cell: ({ college }) => college ?? "–" } : null,
    weighs
      ? {
          key: "votes",
          header: t`Voix`,
          align: "right",
          cell: ({ votes }) => (votes === null ? "–" : <Quantity value={votes} />),
        }
      : null,
    frozen
      ? {
          key: "voted",
          header: t`A voté`,
          cell: ({ voted }) => <Voted voted={voted} closed={state === "closed"} />,
        }
      : null,
    frozen && ballot === "named"
      ? {
          key: "choice",
          header: t`Choix`,
          cell: ({ choice }) => (choice ? <ChoiceText choice={choice} /> : "–"),
        }
      : null,
    hasProxies
      ? { key: "proxy", header: t`Procuration`, cell: (elector) => <ByProxy elector={elector} /> }
      : null,
  ];
  return all.filter((column) => column !== null);
}

function Name({ elector: { organisation, chair } }: { elector: Elector }) {
  const me = useMe().acting_for?.organisation_id;
  const isMine = organisation.id === me;
  return (
    <>
      <Text span fw={isMine ? 650 : 400} inherit={!isMine}>
        {organisation.name}
      </Text>
      {isMine || chair ? (
        <Text size="sm" c="dimmed" fw={400}>
          {isMine && chair ? (
            <Trans>votre organisation, chef de file</Trans>
          ) : isMine ? (
            <Trans>votre organisation</Trans>
          ) : (
            <Trans>chef de file</Trans>
          )}
        </Text>
      ) : null}
    </>
  );
}

function Voted({ voted, closed }: { voted: boolean; closed: boolean }) {
  return (
    <span style={{ whiteSpace: "nowrap" }}>
      {voted ? (
        <StatusBadge tone="positive">
          <Trans>A voté</Trans>
        </StatusBadge>
      ) : (
        <StatusBadge tone="neutral">
          {closed ? <Trans>N’a pas voté</Trans> : <Trans>Pas encore</Trans>}
        </StatusBadge>
      )}
    </span>
  );
}

function ByProxy({ elector: { cast_by: holder, proxy_to: given } }: { elector: Elector }) {
  if (holder) return <Trans>Représentée par {holder.name}</Trans>;
  if (given) return <Trans>Donnée à {given.name}</Trans>;
  return <>–</>;
}

function WithoutVote({ decision: { without_vote: without } }: { decision: Decision }) {
  if (without.length === 0) return null;
  return (
    <>
      <Title order={3} mt="lg" mb="xs">
        <Trans>Sans voix dans cette décision</Trans>
      </Title>
      <List spacing={4}>
        {without.map(({ organisation, in_words: why }) => (
          <List.Item key={organisation.id}>
            <Trans>
              {organisation.name} : {why}
            </Trans>
          </List.Item>
        ))}
      </List>
    </>
  );
}
