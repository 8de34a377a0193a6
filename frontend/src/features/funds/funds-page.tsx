import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Text } from "@mantine/core";
import { IconCoins } from "@tabler/icons-react";
import { Navigate } from "@tanstack/react-router";
import type { ItemOf } from "@/api/client";
import { useApiInfinite, useApiQuery } from "@/api/hooks";
import { useCan } from "@/app/session";
import { FundLink, NewFundButton } from "@/features/funds/links";
import type { FundSearch } from "@/features/funds/search";
import { type FundLine, manageFunds } from "@/features/funds/words";
import { useChangeAddress } from "@/ui/address";
import { type Column, DataList } from "@/ui/data-list";
import { LoadMore } from "@/ui/load-more";
import { Page } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";

/** The common funds of one's agreements; the one of an agreement opens at once. */
export function FundsPage({ search: { agreement } }: { search: FundSearch }) {
  const { t } = useLingui();
  const funds = useApiInfinite("/v1/funds", { query: { agreement_id: agreement } });
  const only = agreement ? funds.data?.[0] : undefined;
  if (only) return <Navigate to="/funds/$fundId" params={{ fundId: only.id }} replace />;
  return (
    <Page
      title={t`Fonds communs`}
      lead={t`L’argent mis en commun pour des projets collectifs : ce qui reste, ce qui est promis, ce qui est payé.`}
      actions={funds.data?.length ? <NewFundButton /> : null}
    >
      <Loaded query={funds}>
        {(lines) =>
          lines.length > 0 ? (
            <FundList lines={lines} />
          ) : agreement ? (
            <NoFundHere agreement={agreement} />
          ) : (
            <NoFund />
          )
        }
      </Loaded>
      <LoadMore query={funds} />
    </Page>
  );
}

function FundList({ lines }: { lines: FundLine[] }) {
  const { t } = useLingui();
  const columns: Column<FundLine>[] = [
    {
      key: "name",
      header: t`Fonds`,
      phone: "title",
      cell: (line) => (
        <div>
          <FundLink id={line.id} name={line.name} />
          <Text size="sm" c="dimmed" fw={400} maw="36rem">
            {line.purpose}
          </Text>
        </div>
      ),
    },
    { key: "agreement", header: t`Accord`, cell: (line) => line.agreement_name },
    {
      key: "role",
      header: t`Votre organisation`,
      cell: ({ leads, takes_part }) =>
        leads ? (
          <Trans>Tient le fonds</Trans>
        ) : takes_part ? (
          <Trans>Y prend part</Trans>
        ) : (
          <Trans>Le lit sans y prendre part</Trans>
        ),
    },
  ];
  return <DataList label={t`Fonds communs`} items={lines} columns={columns} rowKey={({ id }) => id} />;
}

function NoFund() {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconCoins} title={t`Aucun fonds commun pour l’instant`} action={<NewFundButton />}>
      <Trans>
        Un fonds commun reçoit les apports des organisations d’un même accord et finance les projets qu’elles
        votent. L’organisation chef de file d’un accord l’ouvre ; les autres le trouvent ensuite ici.
      </Trans>
    </EmptyState>
  );
}

/** The agreement shows none: whoever joined knows whom to ask, the lead may open one. */
function NoFundHere({ agreement }: { agreement: string }) {
  const parties = useApiQuery("/v1/agreements/{agreement_id}/parties", {
    path: { agreement_id: agreement },
    query: { limit: 100 },
  });
  return <Loaded query={parties}>{({ items }) => <Missing agreement={agreement} parties={items} />}</Loaded>;
}

type Party = ItemOf<"/v1/agreements/{agreement_id}/parties">;

function Missing({ agreement, parties }: { agreement: string; parties: Party[] }) {
  const { t } = useLingui();
  const change = useChangeAddress();
  const mayManage = useCan(manageFunds);
  const mine = parties.find((party) => party.mine);
  const joined = mine?.state === "accepted" || mine?.state === "left";
  const leads = mine?.role === "lead" && mine.state === "accepted";
  return (
    <EmptyState
      icon={IconCoins}
      title={
        joined
          ? t`Cet accord n’a pas encore de fonds commun`
          : t`Le fonds de cet accord se lit une fois membre`
      }
      action={
        leads && mayManage ? (
          <NewFundButton agreement={agreement} />
        ) : (
          <Button variant="default" onClick={() => change({ agreement: undefined })}>
            <Trans>Voir tous nos fonds</Trans>
          </Button>
        )
      }
    >
      {!joined ? (
        <Trans>Votre organisation n’a pas encore rejoint cet accord. Répondez d’abord à l’invitation.</Trans>
      ) : leads && mayManage ? (
        <Trans>
          Votre organisation est chef de file : elle peut ouvrir un fonds, où les membres apportent de
          l’argent et votent les projets qu’il finance.
        </Trans>
      ) : leads ? (
        <Trans>Votre mandat ne permet pas de l’ouvrir : parlez-en à votre direction.</Trans>
      ) : (
        <WhoOpensIt parties={parties} />
      )}
    </EmptyState>
  );
}

function WhoOpensIt({ parties }: { parties: Party[] }) {
  const lead = parties.find(({ role, state }) => role === "lead" && state === "accepted");
  const name = lead?.organisation_name;
  return name ? (
    <Trans>
      Un fonds commun reçoit les apports des membres et finance les projets qu’ils votent. Il est ouvert par
      le chef de file : {name}.
    </Trans>
  ) : (
    <Trans>Un fonds commun reçoit les apports des membres et finance les projets qu’ils votent.</Trans>
  );
}
