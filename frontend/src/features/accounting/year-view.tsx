import { useLingui as useActiveLingui } from "@lingui/react";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Alert, Group, Select, Stack, Text } from "@mantine/core";
import { IconInfoCircle, IconReceiptOff } from "@tabler/icons-react";
import { useApiQuery } from "@/api/hooks";
import { BalanceTable } from "@/features/accounting/balance-table";
import { Downloads } from "@/features/accounting/downloads";
import { Elsewhere } from "@/features/accounting/links";
import { yearsFrom } from "@/features/accounting/rows";
import type { TrialBalance } from "@/features/accounting/words";
import type { OneAgreement } from "@/features/agreements/one-agreement";
import { useChangeAddress } from "@/ui/address";
import { Section } from "@/ui/page";
import { today } from "@/ui/paris-time";
import { EmptyState, Loaded } from "@/ui/states";
import { nameOfUnit } from "@/ui/units";
import { Money } from "@/ui/values";

type YearViewProps = { agreement: OneAgreement; year: number; by: "accounts" | "organisations" };

/** A calendar year: its balance, and the files an accountant asks for. */
export function YearView({ agreement, year, by }: YearViewProps) {
  const { t } = useLingui();
  const balance = useApiQuery("/v1/accounting/{agreement_id}/balance", {
    path: { agreement_id: agreement.id },
    query: { year },
  });
  return (
    <>
      <YearChoice first={agreement.starts_on} year={year} />
      <Loaded query={balance}>
        {(read) => (
          <>
            <Section title={by === "accounts" ? t`Balance ${year}` : t`Balance ${year} par organisation`}>
              <Stack gap="md">
                {read.entries === 0 && read.accounts.length === 0 ? (
                  <EmptyState icon={IconReceiptOff} title={t`Aucune écriture en ${year}`}>
                    <Trans>
                      Les écritures viennent des appels, des paiements rapprochés, du fonds commun et du{" "}
                      <Elsewhere to={`/ledger/${agreement.id}`}>livre de comptes</Elsewhere>.
                    </Trans>
                  </EmptyState>
                ) : (
                  <>
                    <Sense balance={read} by={by} />
                    <BalanceTable balance={read} by={by} />
                    <Text>
                      <Elsewhere
                        to={`/ledger/${agreement.id}`}
                        search={{ view: "entries", from: read.starts_on, to: read.ends_on }}
                      >
                        <Trans>Voir les écritures de {year}, une par une, dans le livre de comptes</Trans>
                      </Elsewhere>
                    </Text>
                  </>
                )}
                <LeftOut balance={read} />
              </Stack>
            </Section>
            <Downloads agreementId={agreement.id} year={year} />
          </>
        )}
      </Loaded>
    </>
  );
}

function YearChoice({ first, year }: { first: string; year: number }) {
  const { t } = useLingui();
  const change = useChangeAddress();
  const offered = [...new Set([...yearsFrom(first, today()), year])].sort((a, b) => b - a);
  return (
    <Group mb="lg">
      <Select
        label={t`Année`}
        description={t`Du 1er janvier au 31 décembre.`}
        data={offered.map(String)}
        value={String(year)}
        onChange={(next) => change({ year: next ?? undefined })}
        allowDeselect={false}
        w="16rem"
      />
    </Group>
  );
}

/** What the figures say, in a sentence. */
function Sense({ balance, by }: { balance: TrialBalance; by: YearViewProps["by"] }) {
  const { entries, result_cents: result, totals } = balance;
  if (by === "organisations") {
    return (
      <Text maw="46rem">
        <Trans>
          Ce que chaque organisation doit et ce qui lui est dû : le détail des comptes de tiers. Un solde
          débiteur, elle doit encore ; un solde créditeur, il lui est dû.
        </Trans>
      </Text>
    );
  }
  return (
    <Text maw="46rem">
      <Plural value={entries} one="# écriture dans l’année." other="# écritures dans l’année." />{" "}
      <Trans>
        Débit et crédit sont égaux : <Money cents={totals.debit_cents} /> de chaque côté.
      </Trans>{" "}
      {result === 0 ? (
        <Trans>Ni excédent ni déficit.</Trans>
      ) : result > 0 ? (
        <Trans>
          Les produits dépassent les charges de <Money cents={result} />.
        </Trans>
      ) : (
        <Trans>
          Les charges dépassent les produits de <Money cents={-result} />.
        </Trans>
      )}
    </Text>
  );
}

/** Hours and nights are in the book, not in accounts kept in euros. */
function LeftOut({ balance: { left_out: units } }: { balance: TrialBalance }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  if (units.length === 0) return null;
  const named = units.map(
    ({ unit, movements }) => `${nameOfUnit(unit, (words) => i18n._(words))} (${movements})`,
  );
  return (
    <Alert
      color="gray"
      variant="light"
      icon={<IconInfoCircle aria-hidden="true" />}
      title={t`Ce qui n’y est pas`}
    >
      <Trans>
        Les mouvements qui ne sont pas en euros restent au livre de comptes et n’entrent dans aucun de ces
        fichiers : {named.join(", ")}.
      </Trans>
    </Alert>
  );
}
