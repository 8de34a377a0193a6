import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { IconDownload, IconReceipt, IconSearchOff } from "@tabler/icons-react";
import { useApiInfinite } from "@/api/hooks";
import { useSaveFile } from "@/api/save-file";
import { type AgreementChoice, leads, useTakingPart } from "@/features/statements/agreements";
import {
  exportAddress,
  filtersOf,
  isFiltered,
  kinds,
  type StatementSearch,
  states,
} from "@/features/statements/search";
import { StatementList } from "@/features/statements/statement-list";
import classes from "@/features/statements/statements.module.css";
import { kindWords, lateWords, stateWords } from "@/features/statements/words";
import { useChangeAddress } from "@/ui/address";
import { Refusal } from "@/ui/dialog";
import { LoadMore } from "@/ui/load-more";
import { EmptyState, Loaded } from "@/ui/states";

type AllProps = { search: StatementSearch; agreement: AgreementChoice | undefined };

const nothing = { state: undefined, kind: undefined, organisation: undefined };

/** Every statement one may read, of an agreement or of all; to choose from, and to take away as a file. */
export function AllStatements({ search, agreement }: AllProps) {
  const { t } = useLingui();
  const found = useApiInfinite("/v1/statements", {
    query: { agreement_id: agreement?.id, ...filtersOf(search) },
  });
  return (
    <Stack gap="sm">
      <Filters search={search} agreement={agreement} />
      <Group justify="space-between" gap="sm">
        <WhatIsShown agreement={agreement} />
        {agreement ? <Export agreement={agreement} search={search} /> : null}
      </Group>
      <Loaded query={found} lines={6}>
        {(items) =>
          items.length > 0 ? (
            <StatementList
              label={t`Relevés`}
              items={items}
              sides="both"
              withAgreement={agreement === undefined}
              withState
            />
          ) : isFiltered(search) ? (
            <NoneFound />
          ) : (
            <NoneYet agreement={agreement} />
          )
        }
      </Loaded>
      <LoadMore query={found} />
    </Stack>
  );
}

/** Whose statements are read here: the rules of the agreement decide. */
function WhatIsShown({ agreement }: { agreement: AgreementChoice | undefined }) {
  return (
    <Text size="sm" c="dimmed" flex="1 1 20rem">
      {agreement === undefined ? (
        <Trans>
          Ceux que votre organisation doit ou reçoit elle-même. Choisissez un accord pour l’exporter.
        </Trans>
      ) : leads(agreement) ? (
        <Trans>Votre organisation est chef de file : elle lit les relevés de tous les membres.</Trans>
      ) : (
        <Trans>
          Ceux de votre organisation, et ceux des autres membres si les règles de l’accord les montrent.
        </Trans>
      )}
    </Text>
  );
}

function Filters({ search, agreement }: AllProps) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const change = useChangeAddress();
  const parties = useTakingPart(agreement?.id);
  return (
    <search className={classes.filters} aria-label={t`Choisir les relevés`}>
      <Select
        label={t`État`}
        placeholder={t`Tous`}
        clearable
        clearButtonProps={{ "aria-label": t`Montrer tous les états` }}
        data={states.map((state) => ({
          value: state,
          label: i18n._(state === "late" ? lateWords : stateWords[state].name),
        }))}
        value={search.state ?? null}
        onChange={(state) => change({ state: state ?? undefined })}
      />
      <Select
        label={t`Nature`}
        placeholder={t`Toutes`}
        clearable
        clearButtonProps={{ "aria-label": t`Toutes les natures` }}
        data={kinds.map((kind) => ({ value: kind, label: i18n._(kindWords[kind].name) }))}
        value={search.kind ?? null}
        onChange={(kind) => change({ kind: kind ?? undefined })}
      />
      {agreement ? (
        <Select
          label={t`Adressés à`}
          placeholder={t`Tous les membres`}
          clearable
          searchable
          clearButtonProps={{ "aria-label": t`Montrer tous les membres` }}
          nothingFoundMessage={t`Aucun membre ne porte ce nom.`}
          data={parties.map((one) => ({ value: one.organisation_id, label: one.organisation_name }))}
          value={search.organisation ?? null}
          onChange={(organisation) => change({ organisation: organisation ?? undefined })}
        />
      ) : null}
    </search>
  );
}

function Export({ agreement, search }: { agreement: AgreementChoice; search: StatementSearch }) {
  const { t } = useLingui();
  const file = useSaveFile();
  const save = (format: "xlsx" | "csv") =>
    file.mutate({
      address: exportAddress(agreement.id, format, search),
      fileName: `${t`relevés`}.${format}`,
    });
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Button
          variant="default"
          size="sm"
          leftSection={<IconDownload size={16} aria-hidden="true" />}
          loading={file.isPending}
          onClick={() => save("xlsx")}
        >
          <Trans>Exporter pour un tableur</Trans>
        </Button>
        <Button variant="subtle" size="sm" disabled={file.isPending} onClick={() => save("csv")}>
          <Trans>Exporter en CSV</Trans>
        </Button>
      </Group>
      {file.error ? <Refusal error={file.error} /> : null}
    </Stack>
  );
}

function NoneFound() {
  const { t } = useLingui();
  const change = useChangeAddress();
  return (
    <EmptyState
      icon={IconSearchOff}
      title={t`Aucun relevé ne correspond`}
      action={
        <Button variant="default" onClick={() => change(nothing)}>
          <Trans>Tout montrer</Trans>
        </Button>
      }
    >
      <Trans>Choisissez un autre état, une autre nature ou un autre membre.</Trans>
    </EmptyState>
  );
}

function NoneYet({ agreement }: { agreement: AgreementChoice | undefined }) {
  const { t } = useLingui();
  const isLead = agreement !== undefined && leads(agreement);
  return (
    <EmptyState icon={IconReceipt} title={t`Aucun relevé pour l’instant`}>
      {isLead ? (
        <Trans>
          Partagez les coûts de l’accord : une fois le partage relu et passé, Essaim adresse à chaque membre
          ses appels de fonds.
        </Trans>
      ) : (
        <Trans>
          Ils arriveront ici quand le chef de file aura partagé les coûts, ou quand une partie en facturera
          une autre.
        </Trans>
      )}
    </EmptyState>
  );
}
