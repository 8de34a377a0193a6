import { Trans, useLingui } from "@lingui/react/macro";
import { Button, NumberInput, Paper, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconCheck } from "@tabler/icons-react";
import { useApiMutation } from "@/api/hooks";
import { useCan, useMe } from "@/app/session";
import { BackToSharing } from "@/features/allocations/page-links";
import { centsOf } from "@/features/allocations/pricing-values";
import { declareNeeds } from "@/features/allocations/words";
import { AmountField } from "@/ui/amount-field";
import { FormErrors } from "@/ui/form-errors";
import { ButtonLink } from "@/ui/links";
import { Page } from "@/ui/page";
import { today } from "@/ui/paris-time";
import { EmptyState } from "@/ui/states";

type NeedFromAddressProps = { allocationId: string; lineId: string; asks: "price" | "quantity" };

/** Where the draft is not to be read by every party, one's own organisation answers what the lead asked it. */
export function NeedFromAddress(props: NeedFromAddressProps) {
  const { t } = useLingui();
  const me = useMe().acting_for;
  const mayDeclare = useCan(declareNeeds);
  return (
    <Page
      title={props.asks === "price" ? t`Déclarer notre prix seul` : t`Déclarer notre quantité`}
      lead={
        <Trans>
          Le chef de file prépare un partage de coûts et vous demande ce chiffre. Lui seul le lit ; les autres
          organisations ne le voient pas.
        </Trans>
      }
      above={<BackToSharing />}
      narrow
    >
      {me && mayDeclare ? (
        <OwnNeedForm {...props} organisationId={me.organisation_id} name={me.organisation_name} />
      ) : (
        <EmptyState title={t`Votre mandat ne permet pas de déclarer un besoin`}>
          <Trans>Cela revient à la direction ou à la coordination de votre organisation.</Trans>
        </EmptyState>
      )}
    </Page>
  );
}

type OwnNeedFormProps = NeedFromAddressProps & { organisationId: string; name: string };

function OwnNeedForm({ allocationId, lineId, asks, organisationId, name }: OwnNeedFormProps) {
  const { t } = useLingui();
  const price = asks === "price";
  const form = useForm<{
    alone_cents: number | string;
    quantity: number | string;
    source: string;
    dated_on: string;
  }>({
    initialValues: { alone_cents: "", quantity: "", source: "", dated_on: today() },
    validate: {
      alone_cents: (amount) => (price && amount === "" ? t`Indiquez ce prix.` : null),
      quantity: (quantity) => (!price && quantity === "" ? t`Indiquez cette quantité.` : null),
      source: (source) => (source.trim() ? null : t`Dites d’où vient ce chiffre.`),
      dated_on: (day) => (day ? null : t`Indiquez sa date.`),
    },
  });
  // Nothing is read again: the draft stays out of reach, and asking for it would take this form away.
  const state = useApiMutation(
    "put",
    "/v1/allocations/{allocation_id}/lines/{line_id}/needs/{organisation_id}",
  );
  const submit = form.onSubmit(({ alone_cents, quantity, source, dated_on }) =>
    state.mutate({
      path: { allocation_id: allocationId, line_id: lineId, organisation_id: organisationId },
      body: {
        alone_cents: price ? centsOf(alone_cents) : null,
        quantity: price ? null : Number(quantity),
        source: source.trim(),
        dated_on,
      },
    }),
  );
  if (state.isSuccess) {
    return (
      <EmptyState
        icon={IconCheck}
        title={t`C’est déclaré, merci`}
        action={
          <ButtonLink to="/allocations" variant="default">
            <Trans>Voir le partage des coûts</Trans>
          </ButtonLink>
        }
      >
        <Trans>
          Vous pouvez revenir à cette adresse pour corriger, tant que le chef de file n’a pas fait relire les
          parts.
        </Trans>
      </EmptyState>
    );
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FormErrors error={state.error} form={form} />
        <Paper p="md">
          <Text>
            <Trans>Vous déclarez pour {name}, sur toute la période du partage.</Trans>
          </Text>
        </Paper>
        {price ? (
          <AmountField
            label={t`Ce que nous paierions seuls`}
            min={0}
            required
            {...form.getInputProps("alone_cents")}
          />
        ) : (
          <NumberInput
            label={t`Ce qu’il nous faut`}
            description={t`Dans l’unité du tarif que le chef de file vous a donné.`}
            min={0}
            max={1_000_000_000}
            allowDecimal={false}
            hideControls
            required
            {...form.getInputProps("quantity")}
          />
        )}
        <TextInput
          label={t`D’où vient ce chiffre`}
          description={t`Devis, contrat, relevé… Pas de nom de personne accompagnée.`}
          maxLength={500}
          required
          {...form.getInputProps("source")}
        />
        <TextInput type="date" label={t`Daté du`} required maw="16rem" {...form.getInputProps("dated_on")} />
        <div>
          <Button type="submit" loading={state.isPending}>
            <Trans>Déclarer</Trans>
          </Button>
        </div>
      </Stack>
    </form>
  );
}
