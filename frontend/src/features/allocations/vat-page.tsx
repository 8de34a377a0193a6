import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Select, Text } from "@mantine/core";
import { IconReceiptTax } from "@tabler/icons-react";
import { useState } from "react";
import { useApiInfinite } from "@/api/hooks";
import { useCan } from "@/app/session";
import { type AgreementLine, isLed, useAgreements } from "@/features/allocations/list-agreements";
import type { ListSearch } from "@/features/allocations/list-search";
import { BackToSharing } from "@/features/allocations/page-links";
import { AskDialog } from "@/features/allocations/vat-ask";
import { ConclusionBadge } from "@/features/allocations/vat-badges";
import { type OpinionLine, prepareRuns } from "@/features/allocations/words";
import { useChangeAddress } from "@/ui/address";
import { type Column, DataList } from "@/ui/data-list";
import { AnchorLink, ButtonLink } from "@/ui/links";
import { LoadMore } from "@/ui/load-more";
import { Page } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { DateRange, DateText } from "@/ui/values";

/** Opinions on the exemption of a cost-sharing group from VAT, the newest first. */
export function VatPage({ search }: { search: ListSearch }) {
  const { t } = useLingui();
  const agreements = useAgreements();
  const [asking, setAsking] = useState(false);
  const change = useChangeAddress();
  const mayPrepare = useCan(prepareRuns);
  const chosen = chosenOf(agreements.data ?? [], search.agreement);
  const mayAsk = chosen !== undefined && isLed(chosen) && mayPrepare;
  return (
    <Page
      title={t`Exonération de TVA`}
      above={<BackToSharing agreement={chosen?.id} />}
      lead={t`Un groupement qui partage ses dépenses à prix coûtant peut être exonéré de TVA, sous conditions (article 261 B du code général des impôts). Chaque avis dit ce qui est rempli, ce qui manque, et pourquoi.`}
      actions={
        mayAsk ? (
          <Button onClick={() => setAsking(true)}>
            <Trans>Demander un avis</Trans>
          </Button>
        ) : null
      }
    >
      <Loaded query={agreements} lines={5}>
        {(all) =>
          all.length === 0 ? (
            <NoAgreement />
          ) : (
            <>
              {all.length > 1 ? (
                <Group mb="lg">
                  <Select
                    label={t`Accord`}
                    data={all.map(({ id, name }) => ({ value: id, label: name }))}
                    value={chosen?.id ?? null}
                    onChange={(agreement) => change({ agreement: agreement ?? undefined })}
                    allowDeselect={false}
                    searchable
                    nothingFoundMessage={t`Aucun de vos accords ne porte ce nom.`}
                    flex="1 1 16rem"
                    maw="32rem"
                  />
                </Group>
              ) : null}
              {chosen ? (
                <Opinions key={chosen.id} agreement={chosen} mayAsk={mayAsk} ask={() => setAsking(true)} />
              ) : null}
            </>
          )
        }
      </Loaded>
      {asking && chosen ? <AskDialog agreement={chosen} onClose={() => setAsking(false)} /> : null}
    </Page>
  );
}

/** The agreement of the address; else one that the organisation leads, which may ask for an opinion. */
function chosenOf(all: AgreementLine[], asked: string | undefined): AgreementLine | undefined {
  return all.find(({ id }) => id === asked) ?? all.find(isLed) ?? all[0];
}

function NoAgreement() {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={IconReceiptTax}
      title={t`Aucun accord pour l’instant`}
      action={
        <ButtonLink to="/pools" variant="default">
          <Trans>Voir les mutualisations</Trans>
        </ButtonLink>
      }
    >
      <Trans>
        Un avis porte sur un accord qui partage des dépenses. Votre organisation n’en a encore rejoint aucun.
      </Trans>
    </EmptyState>
  );
}

type OpinionsProps = { agreement: AgreementLine; mayAsk: boolean; ask: () => void };

function Opinions({ agreement, mayAsk, ask }: OpinionsProps) {
  const { t } = useLingui();
  const opinions = useApiInfinite("/v1/allocations/vat-opinions", { query: { agreement_id: agreement.id } });
  const columns: Column<OpinionLine>[] = [
    {
      key: "given",
      header: t`Avis`,
      phone: "title",
      cell: ({ id, given_on: day }) => (
        <AnchorLink to="/allocations/vat/$opinionId" params={{ opinionId: id }} fw={600}>
          <Trans>
            Avis du <DateText value={day} />
          </Trans>
        </AnchorLink>
      ),
    },
    {
      key: "period",
      header: t`Pour la période`,
      cell: ({ starts_on: from, ends_on: to }) => <DateRange from={from} to={to} />,
    },
    { key: "conclusion", header: t`Conclusion`, cell: (line) => <Conclusion line={line} /> },
  ];
  return (
    <>
      <Loaded query={opinions} lines={4}>
        {(lines) =>
          lines.length > 0 ? (
            <DataList label={t`Avis rendus`} items={lines} columns={columns} rowKey={({ id }) => id} />
          ) : (
            <NoOpinion agreement={agreement} mayAsk={mayAsk} ask={ask} />
          )
        }
      </Loaded>
      <LoadMore query={opinions} />
    </>
  );
}

function Conclusion({ line: { conclusion, conclusion_words: words } }: { line: OpinionLine }) {
  return (
    <>
      {conclusion ? <ConclusionBadge conclusion={conclusion} /> : null}
      <Text size="sm" c="dimmed" maw="26rem">
        {words}
      </Text>
    </>
  );
}

function NoOpinion({ agreement, mayAsk, ask }: OpinionsProps) {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={IconReceiptTax}
      title={t`Aucun avis pour cet accord`}
      action={
        mayAsk ? (
          <Button onClick={ask}>
            <Trans>Demander un avis</Trans>
          </Button>
        ) : null
      }
    >
      {mayAsk ? (
        <Trans>
          Répondez à quelques questions sur le groupement : l’avis reprend la part taxable de chaque membre et
          les dépenses réelles partagées, et dit ce qui manque.
        </Trans>
      ) : isLed(agreement) ? (
        <Trans>Votre mandat ne permet pas d’en demander un : parlez-en à votre direction.</Trans>
      ) : (
        <WhoAsks name={agreement.lead_name} />
      )}
    </EmptyState>
  );
}

function WhoAsks({ name }: { name: string | null }) {
  return name ? (
    <Trans>Le chef de file, {name}, en demande un ; il paraîtra ici.</Trans>
  ) : (
    <Trans>Le chef de file en demande un ; il paraîtra ici.</Trans>
  );
}
