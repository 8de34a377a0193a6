import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Paper, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconCoins } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useApiMutation, useApiQuery, useIdempotencyKey } from "@/api/hooks";
import { useCan } from "@/app/session";
import { BackToFunds, Elsewhere } from "@/features/funds/links";
import { manageFunds, readings } from "@/features/funds/words";
import { FormErrors } from "@/ui/form-errors";
import { ButtonLink } from "@/ui/links";
import { Page } from "@/ui/page";
import { EmptyState, ErrorState, LoadingState } from "@/ui/states";
import { toastDone } from "@/ui/toast";

/** Opens the common fund of an agreement that one's organisation leads. */
export function NewFundPage({ agreement }: { agreement: string | undefined }) {
  const { t } = useLingui();
  const { choices, error, retry } = useAgreementsToFund();
  return (
    <Page
      title={t`Ouvrir un fonds commun`}
      lead={t`Les membres d’un accord y mettent de l’argent et votent ce qu’il finance.`}
      above={<BackToFunds />}
      narrow
    >
      {error ? (
        <ErrorState error={error} onRetry={retry} />
      ) : choices === undefined ? (
        <LoadingState />
      ) : (
        <Opening choices={choices} chosen={agreement} />
      )}
    </Page>
  );
}

type Choice = { value: string; label: string };

/** The agreements one's organisation leads and that have no fund yet. */
function useAgreementsToFund() {
  const query = { limit: 100, my_state: "accepted" as const };
  const pools = useApiQuery("/v1/pools", { query });
  const partnerships = useApiQuery("/v1/partnerships", { query });
  const funds = useApiQuery("/v1/funds", { query: { limit: 100 } });
  const reads = [pools, partnerships, funds];
  const funded = new Set(funds.data?.items.map(({ agreement_id }) => agreement_id));
  const choices =
    pools.data && partnerships.data && funds.data
      ? [...pools.data.items, ...partnerships.data.items]
          .filter(({ id, my_role, state }) => my_role === "lead" && state !== "ended" && !funded.has(id))
          .map(({ id, name }): Choice => ({ value: id, label: name }))
      : undefined;
  return {
    choices,
    error: reads.find((read) => read.error)?.error,
    retry: () => {
      for (const read of reads) void read.refetch();
    },
  };
}

function Opening({ choices, chosen }: { choices: Choice[]; chosen: string | undefined }) {
  const { t } = useLingui();
  const mayManage = useCan(manageFunds);
  if (!mayManage) {
    return (
      <EmptyState icon={IconCoins} title={t`Votre mandat ne permet pas d’ouvrir un fonds`}>
        <Trans>
          Cela revient à la direction ou à la coordination de votre organisation : parlez-leur-en.
        </Trans>
      </EmptyState>
    );
  }
  if (choices.length === 0) {
    return (
      <EmptyState
        icon={IconCoins}
        title={t`Aucun accord où ouvrir un fonds`}
        action={
          <ButtonLink to="/pools/new" variant="default">
            <Trans>Créer une mutualisation</Trans>
          </ButtonLink>
        }
      >
        <Trans>
          Un fonds appartient à un accord dont votre organisation est chef de file, et il y en a un seul par
          accord. Soit vous n’en menez aucun, soit chacun a déjà le sien.
        </Trans>
      </EmptyState>
    );
  }
  return <FundForm choices={choices} chosen={chosen} />;
}

function FundForm({ choices, chosen }: { choices: Choice[]; chosen: string | undefined }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { key } = useIdempotencyKey();
  const first =
    choices.find(({ value }) => value === chosen) ?? (choices.length === 1 ? choices[0] : undefined);
  const form = useForm({
    initialValues: { agreement_id: first?.value ?? "", name: t`Fonds commun`, purpose: "" },
    validate: {
      agreement_id: (id) => (id ? null : t`Choisissez l’accord dans la liste.`),
      name: (name) => (name.trim() ? null : t`Donnez un nom au fonds.`),
      purpose: (purpose) => (purpose.trim() ? null : t`Dites ce que le fonds peut payer.`),
    },
  });
  const create = useApiMutation("post", "/v1/funds", {
    invalidates: readings,
    onSuccess: ({ id }) => {
      toastDone(t`Le fonds est ouvert. Enregistrez maintenant les premiers apports.`);
      return navigate({ to: "/funds/$fundId", params: { fundId: id } });
    },
  });
  const submit = form.onSubmit((body) => create.mutate({ body, idempotencyKey: key }));
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <FormErrors error={create.error} form={form} />
        <Select
          label={t`Accord`}
          description={t`Ceux dont votre organisation est chef de file et qui n’ont pas encore de fonds.`}
          placeholder={t`Choisir un accord`}
          data={choices}
          allowDeselect={false}
          required
          {...form.getInputProps("agreement_id")}
        />
        <TextInput label={t`Nom du fonds`} maxLength={200} required {...form.getInputProps("name")} />
        <Textarea
          label={t`Ce que le fonds peut payer`}
          description={t`Exemple : des équipements, des formations et des sorties utiles à plusieurs structures.`}
          autosize
          minRows={3}
          maxLength={5000}
          required
          {...form.getInputProps("purpose")}
        />
        <WhatFollows agreement={form.getValues().agreement_id} />
        <Group justify="flex-end">
          <ButtonLink to="/funds" variant="default">
            <Trans>Annuler</Trans>
          </ButtonLink>
          <Button type="submit" loading={create.isPending}>
            <Trans>Ouvrir le fonds</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What opening a fund changes, before it is opened. */
function WhatFollows({ agreement }: { agreement: string }) {
  return (
    <Paper p="md">
      <Trans>
        Toutes les parties de l’accord verront le fonds. Votre organisation y enregistrera les apports ;
        chaque projet sera voté, et au-delà d’un seuil deux organisations approuveront chaque paiement.
      </Trans>{" "}
      {agreement ? (
        <Elsewhere to={`/agreements/${agreement}/rules`}>
          <Trans>Lire les règles de cet accord</Trans>
        </Elsewhere>
      ) : null}
    </Paper>
  );
}
