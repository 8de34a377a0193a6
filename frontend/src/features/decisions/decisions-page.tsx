import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Group, Select } from "@mantine/core";
import { IconCheckbox, IconSearch } from "@tabler/icons-react";
import { useApiInfinite, useApiQuery } from "@/api/hooks";
import { useCan } from "@/app/session";
import { useAgreements } from "@/features/decisions/agreements";
import { ClosedList, ComingList } from "@/features/decisions/decision-lists";
import { NewDecisionButton } from "@/features/decisions/links";
import type { DecisionSearch } from "@/features/decisions/search";
import { ToVote } from "@/features/decisions/to-vote";
import { together } from "@/features/decisions/together";
import { type DecisionState, propose, states, stateWords } from "@/features/decisions/words";
import { useChangeAddress } from "@/ui/address";
import { ButtonLink } from "@/ui/links";
import { LoadMore } from "@/ui/load-more";
import { Page, Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";

/** Every question put to the votes of one's agreements: what awaits a ballot first. */
export function DecisionsPage({ search }: { search: DecisionSearch }) {
  const { t } = useLingui();
  return (
    <Page
      title={t`Votes`}
      lead={t`Ce que vos mutualisations et partenariats décident ensemble : ce qui attend votre voix, ce qui vient, ce qui est décidé.`}
      actions={<NewDecisionButton agreement={search.agreement} />}
    >
      {search.state ? <OneState search={search} state={search.state} /> : <AllStates search={search} />}
    </Page>
  );
}

function Filters({ search }: { search: DecisionSearch }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const change = useChangeAddress();
  const agreements = useAgreements();
  return (
    <Group gap="md" mb="xl" align="flex-end">
      <Select
        label={t`Accord`}
        placeholder={t`Tous`}
        clearable
        searchable
        clearButtonProps={{ "aria-label": t`Montrer tous les accords` }}
        nothingFoundMessage={t`Aucun de vos accords ne porte ce nom.`}
        data={agreements.map(({ id, name }) => ({ value: id, label: name }))}
        value={search.agreement ?? null}
        onChange={(agreement) => change({ agreement: agreement ?? undefined })}
        flex="1 1 16rem"
        maw="26rem"
      />
      <Select
        label={t`État`}
        placeholder={t`Tous`}
        clearable
        clearButtonProps={{ "aria-label": t`Montrer tous les états` }}
        data={states.map((state) => ({ value: state, label: i18n._(stateWords[state].name) }))}
        value={search.state ?? null}
        onChange={(state) => change({ state: state ?? undefined })}
        flex="0 1 12rem"
      />
    </Group>
  );
}

function useDecisions({ agreement }: DecisionSearch, state: DecisionState) {
  return useApiInfinite("/v1/decisions", { query: { agreement_id: agreement, state } });
}

function OneState({ search, state }: { search: DecisionSearch; state: DecisionState }) {
  const { t } = useLingui();
  const found = useDecisions(search, state);
  return (
    <>
      <Filters search={search} />
      <Loaded query={found}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState icon={IconSearch} title={t`Aucun vote dans cet état`}>
              <Trans>Montrez tous les états, ou un autre accord.</Trans>
            </EmptyState>
          ) : (
            <>
              {state === "closed" ? (
                <ClosedList label={t`Votes clos`} items={items} />
              ) : (
                <ComingList label={t`Votes`} items={items} />
              )}
              <LoadMore query={found} />
            </>
          )
        }
      </Loaded>
    </>
  );
}

function AllStates({ search }: { search: DecisionSearch }) {
  const { t } = useLingui();
  const toVote = useApiQuery("/v1/decisions", {
    query: { agreement_id: search.agreement, mine: "to_vote", limit: 100 },
  });
  const open = useDecisions(search, "open");
  const convened = useDecisions(search, "convened");
  const draft = useDecisions(search, "draft");
  const closed = useDecisions(search, "closed");
  const reading = together(toVote, open, convened, draft, closed);
  const awaited = toVote.data?.items ?? [];
  const isAwaited = new Set(awaited.map(({ id }) => id));
  const others = [
    { title: t`Votes ouverts`, query: open },
    { title: t`Votes à venir`, query: convened },
    { title: t`Projets, pas encore posés`, query: draft },
  ].map((part) => ({ ...part, items: (part.query.data ?? []).filter(({ id }) => !isAwaited.has(id)) }));
  const decided = closed.data ?? [];
  const nothing = awaited.length + decided.length === 0 && others.every(({ items }) => items.length === 0);
  const filtered = search.agreement !== undefined;
  return (
    <>
      {nothing && !filtered ? null : <Filters search={search} />}
      <Loaded query={reading}>
        {() =>
          nothing ? (
            <Nothing search={search} />
          ) : (
            <>
              <ToVote items={awaited} />
              {others.map(({ title, query, items }) =>
                items.length > 0 ? (
                  <Section key={title} title={title}>
                    <ComingList label={title} items={items} />
                    <LoadMore query={query} />
                  </Section>
                ) : null,
              )}
              {decided.length > 0 ? (
                <Section title={t`Votes clos`}>
                  <ClosedList label={t`Votes clos`} items={decided} />
                  <LoadMore query={closed} />
                </Section>
              ) : null}
            </>
          )
        }
      </Loaded>
    </>
  );
}

function Nothing({ search }: { search: DecisionSearch }) {
  const { t } = useLingui();
  const mayPropose = useCan(propose);
  const agreements = useAgreements();
  const none = agreements.length === 0;
  return (
    <EmptyState
      icon={IconCheckbox}
      title={search.agreement ? t`Aucun vote dans cet accord` : t`Aucun vote pour l’instant`}
      action={
        none ? (
          <ButtonLink to="/pools" variant="default">
            <Trans>Voir les mutualisations</Trans>
          </ButtonLink>
        ) : (
          <NewDecisionButton agreement={search.agreement} />
        )
      }
    >
      {none ? (
        <Trans>
          On vote dans une mutualisation ou un partenariat dont on est partie. Votre organisation n’en a pas
          encore.
        </Trans>
      ) : mayPropose ? (
        <Trans>
          Changer les règles, admettre une organisation, financer un projet, demander un avis : proposez la
          question, puis le chef de file convoque les membres.
        </Trans>
      ) : (
        <Trans>
          Les questions posées aux membres apparaîtront ici. Votre mandat ne permet pas d’en proposer :
          parlez-en à votre direction.
        </Trans>
      )}
    </EmptyState>
  );
}
