import { useLingui as useActiveLingui } from "@lingui/react";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import {
  Alert,
  Button,
  Group,
  Paper,
  Radio,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import { IconBuildingBank, IconChecks } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { leads, type OneAgreement } from "@/features/agreements/one-agreement";
import { useFiled } from "@/features/treasury/filed";
import { ItemChoice } from "@/features/treasury/item-choice";
import { Elsewhere } from "@/features/treasury/links";
import { executionDays, payables, weekdayFrom } from "@/features/treasury/payable";
import { stoppedBy } from "@/features/treasury/refused";
import { WhatLacks } from "@/features/treasury/what-lacks";
import {
  type Account,
  type FileKind,
  fileKindWords,
  readings,
  type Statement,
  type Transfer,
} from "@/features/treasury/words";
import { useChangeAddress } from "@/ui/address";
import { Section } from "@/ui/page";
import { addDays, today } from "@/ui/paris-time";
import { EmptyState } from "@/ui/states";
import { toastDone } from "@/ui/toast";
import { DateText, Money } from "@/ui/values";

/** One file holds no more. */
const most = 500;

type PrepareFormProps = {
  agreement: OneAgreement;
  kind: FileKind;
  asker: { me: string; leads: boolean };
  accounts: Account[];
  statements: Statement[];
  transfers: Transfer[];
};

type Values = { bank_account_id: string | null; execution_on: string };

export function PrepareForm({ agreement, kind, asker, accounts, statements, transfers }: PrepareFormProps) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { key, renew } = useIdempotencyKey();
  const filed = useFiled(agreement.id);
  const items = payables(kind, statements, transfers, asker);
  const [chosenIds, setChosenIds] = useState<ReadonlySet<string>>(new Set());
  const chosen = items.filter(({ id }) => chosenIds.has(id) && !filed.has(id));
  const fit = accounts.filter((one) => kind === "transfers" || one.creditor_identifier !== null);
  const days = executionDays(kind, today());
  const make = useApiMutation("post", "/v1/treasury/files", {
    invalidates: readings,
    onSuccess: async ({ id }) => {
      toastDone(t`Le fichier est prêt : téléchargez-le et déposez-le à votre banque.`);
      await navigate({ to: ".", search: { view: "files", file: id } as never });
    },
  });
  const again = () => {
    if (!make.error) return;
    make.reset();
    renew();
  };
  const form = useForm<Values>({
    initialValues: {
      bank_account_id: fit[0]?.id ?? null,
      execution_on: weekdayFrom(addDays(today(), kind === "transfers" ? 1 : 5)),
    },
    onValuesChange: again,
    validate: {
      bank_account_id: (id) => (id ? null : t`Choisissez le compte.`),
      execution_on: (day) => (day >= days.first && day <= days.last ? null : t`Choisissez un jour à venir.`),
    },
  });
  const choose = (ids: ReadonlySet<string>) => {
    again();
    setChosenIds(ids);
  };
  const submit = form.onSubmit(({ bank_account_id, execution_on }) => {
    if (!bank_account_id || chosen.length === 0 || chosen.length > most) return;
    const idsOf = (sort: string) => chosen.filter((one) => one.kind === sort).map(({ id }) => id);
    make.mutate({
      body: {
        agreement_id: agreement.id,
        kind,
        bank_account_id,
        execution_on,
        statement_ids: idsOf("statement"),
        transfer_ids: idsOf("transfer"),
      },
      idempotencyKey: key,
    });
  });
  return (
    <form onSubmit={submit} noValidate>
      {leads(agreement) ? <KindChoice kind={kind} /> : null}
      {fit.length === 0 ? (
        <NoAccount kind={kind} hasOne={accounts.length > 0} />
      ) : items.length === 0 ? (
        <NothingToPay kind={kind} leading={asker.leads} />
      ) : (
        <>
          <Section title={t`D’où, et quand`}>
            <FromWhereAndWhen kind={kind} accounts={fit} days={days} form={form} />
          </Section>
          <Section title={kind === "transfers" ? t`Ce que le fichier paie` : t`Ce que le fichier prélève`}>
            <ItemChoice items={items} chosen={chosenIds} filed={filed} kind={kind} onChange={choose} />
          </Section>
          <Stack gap="md">
            {make.error ? (
              <WhatLacks
                error={make.error}
                me={asker.me}
                agreementId={agreement.id}
                stopped={stoppedBy(make.error, chosen, asker.me)}
                onTakeOut={(stopped) => {
                  const out = new Set(stopped.map(({ id }) => id));
                  choose(new Set([...chosenIds].filter((id) => !out.has(id))));
                }}
              />
            ) : null}
            <Paper p="lg">
              <Group justify="space-between" gap="md">
                <Text aria-live="polite">
                  <Summary kind={kind} chosen={chosen} day={form.getValues().execution_on} />
                </Text>
                <Button
                  type="submit"
                  loading={make.isPending}
                  disabled={chosen.length === 0 || chosen.length > most}
                >
                  <Trans>Préparer le fichier</Trans>
                </Button>
              </Group>
            </Paper>
          </Stack>
        </>
      )}
    </form>
  );
}

function KindChoice({ kind }: { kind: FileKind }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const change = useChangeAddress();
  return (
    <Radio.Group
      mb="xl"
      label={t`Payer ou encaisser ?`}
      value={kind}
      onChange={(next) => change({ kind: next === "transfers" ? undefined : next })}
    >
      <Stack gap="xs" mt={6}>
        {(["transfers", "debits"] as const).map((one) => (
          <Radio
            key={one}
            value={one}
            label={i18n._(fileKindWords[one].name)}
            description={i18n._(fileKindWords[one].meaning)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

type WhereProps = {
  kind: FileKind;
  accounts: Account[];
  days: { first: string; last: string };
  form: Pick<UseFormReturnType<Values>, "getInputProps">;
};

function FromWhereAndWhen({ kind, accounts, days, form }: WhereProps) {
  const { t } = useLingui();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} maw="46rem">
      <Select
        label={kind === "transfers" ? t`Depuis le compte` : t`Sur le compte`}
        data={accounts.map(({ id, label, iban_masked: iban }) => ({ value: id, label: `${label}, ${iban}` }))}
        description={t`Un compte de votre organisation.`}
        allowDeselect={false}
        {...form.getInputProps("bank_account_id")}
      />
      <TextInput
        type="date"
        label={kind === "transfers" ? t`Payer le` : t`Prélever le`}
        description={
          kind === "transfers"
            ? t`Le jour où votre banque fait les virements.`
            : t`Prévenez les membres : votre banque veut recevoir le fichier quelques jours avant.`
        }
        min={days.first}
        max={days.last}
        required
        withAsterisk={false}
        {...form.getInputProps("execution_on")}
      />
    </SimpleGrid>
  );
}

type SummaryProps = {
  kind: FileKind;
  chosen: { cents: number; organisation_id: string | null }[];
  day: string;
};

function Summary({ kind, chosen, day }: SummaryProps) {
  const total = chosen.reduce((sum, { cents }) => sum + cents, 0);
  if (chosen.length === 0) return <Trans>Cochez ce que le fichier doit demander à votre banque.</Trans>;
  if (chosen.length > most) return <Trans>Un fichier compte au plus {most} lignes : décochez-en.</Trans>;
  return (
    <>
      <Text span fw={650}>
        <Money cents={total} />
      </Text>
      {" : "}
      {kind === "transfers" ? (
        <Plural value={chosen.length} one="# virement" other="# virements" />
      ) : (
        <Plural value={chosen.length} one="# prélèvement" other="# prélèvements" />
      )}
      {day ? (
        <>
          {" "}
          <Trans>
            le <DateText value={day} />
          </Trans>
        </>
      ) : null}
    </>
  );
}

function NoAccount({ kind, hasOne }: { kind: FileKind; hasOne: boolean }) {
  const { t } = useLingui();
  return (
    <Alert
      color="orange"
      variant="light"
      icon={<IconBuildingBank aria-hidden="true" />}
      title={hasOne ? t`Il manque un identifiant créancier` : t`Il manque votre compte bancaire`}
    >
      {hasOne && kind === "debits" ? (
        <Trans>
          Pour prélever, votre banque vous donne un identifiant créancier SEPA (ICS). Une fois obtenu,{" "}
          <Elsewhere to="/banking">ajoutez-le à votre compte</Elsewhere>.
        </Trans>
      ) : (
        <Trans>
          <Elsewhere to="/banking">Ajoutez un compte bancaire</Elsewhere>, puis revenez ici.
        </Trans>
      )}
    </Alert>
  );
}

function NothingToPay({ kind, leading }: { kind: FileKind; leading: boolean }) {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconChecks} title={kind === "transfers" ? t`Rien à payer` : t`Rien à prélever`}>
      {kind === "debits" ? (
        <Trans>Aucun membre ne doit rien à la caisse commune ni à votre organisation.</Trans>
      ) : leading ? (
        <Trans>
          Ni la caisse commune ni votre organisation ne doivent rien aux autres. Ce que vous devez à la caisse
          que vous tenez ne passe par aucune banque.
        </Trans>
      ) : (
        <Trans>Votre organisation ne doit rien pour le moment.</Trans>
      )}
    </EmptyState>
  );
}
