import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, List, NumberInput, Radio, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconEye } from "@tabler/icons-react";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { isProblem } from "@/api/problem";
import { OrganisationPicker } from "@/app/organisation-picker";
import { useMe } from "@/app/session";
import { WhatBecomesVisible } from "@/features/networks/answer-dialog";
import { type MembershipValues, membershipBody, type Side } from "@/features/networks/membership-form";
import { MembershipRefusal } from "@/features/networks/membership-refusal";
import { type Category, categoryWords, type NetworkDetail, readings } from "@/features/networks/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { today } from "@/ui/paris-time";
import { toastDone } from "@/ui/toast";

type AskDialogProps = {
  network: NetworkDetail;
  /** Who asks: the organisation that joins, or the network that offers. */
  side: Side;
  onClose: () => void;
};

const categories: Category[] = ["member", "associate"];

/** Asks for a membership as the organisation that joins, or offers one as the network. */
export function AskDialog({ network, side, onClose }: AskDialogProps) {
  const { t } = useLingui();
  const me = useMe().acting_for;
  const { key } = useIdempotencyKey();
  const { name } = network;
  const offers = side === "network";
  const initialValues: MembershipValues = {
    organisation_id: null,
    category: "member",
    starts_on: today(),
    payer: "member",
    fee: "",
  };
  const form = useForm<MembershipValues>({
    initialValues,
    validate: {
      organisation_id: (id) => (offers && !id ? t`Choisissez l’organisation dans la liste.` : null),
      starts_on: (day) => (day ? null : t`Indiquez le premier jour de l’adhésion.`),
    },
  });
  const ask = useApiMutation("post", "/v1/networks/{network_id}/memberships", {
    invalidates: readings,
    onSuccess: ({ organisation_name }) => {
      toastDone(
        offers ? t`La proposition est envoyée à ${organisation_name}.` : t`La demande est envoyée à ${name}.`,
      );
      onClose();
    },
  });
  const submit = form.onSubmit((values) => {
    const organisation = offers ? values.organisation_id : me?.organisation_id;
    if (!organisation) return;
    ask.mutate({
      path: { network_id: network.id },
      body: membershipBody(values, organisation),
      idempotencyKey: key,
    });
  });
  return (
    <Dialog
      opened
      onClose={onClose}
      size="lg"
      title={offers ? t`Proposer une adhésion à ${name}` : t`Demander l’adhésion à ${name}`}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          {isProblem(ask.error, "network_cycle") ? (
            <MembershipRefusal error={ask.error} />
          ) : (
            <FormErrors error={ask.error} form={form} />
          )}
          {offers ? (
            <OrganisationPicker
              label={t`Organisation à qui la proposer`}
              description={t`Elle devra accepter. Si elle n’est pas dans l’annuaire, ajoutez-la d’abord.`}
              exclude={[network.id]}
              data-autofocus
              value={form.values.organisation_id}
              error={form.errors.organisation_id}
              onChange={(id) => form.setFieldValue("organisation_id", id)}
            />
          ) : null}
          <CategoryField {...form.getInputProps("category")} />
          <TextInput
            type="date"
            label={t`Premier jour`}
            description={t`Peut être passé, pour une adhésion qui court déjà.`}
            {...form.getInputProps("starts_on")}
          />
          <FeeFields form={form} />
          <Visibility offers={offers} name={name} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={ask.isPending}>
              {offers ? <Trans>Envoyer la proposition</Trans> : <Trans>Envoyer la demande</Trans>}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

type FieldProps = { value?: unknown; onChange?: unknown };

function CategoryField(props: FieldProps) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  return (
    <Radio.Group label={t`Comme`} {...(props as object)}>
      <Stack gap="xs" mt={6}>
        {categories.map((category) => (
          <Radio
            key={category}
            value={category}
            label={i18n._(categoryWords[category].name)}
            description={i18n._(categoryWords[category].meaning)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

type Fields = { getInputProps: (path: "fee" | "payer") => object };

function FeeFields({ form }: { form: Fields }) {
  const { t } = useLingui();
  return (
    <>
      <NumberInput
        label={t`Cotisation par an (facultatif)`}
        description={t`En euros, par exemple 350,00. Laissez vide si elle n’est pas encore connue.`}
        suffix={"\u00a0€"}
        decimalSeparator=","
        thousandSeparator={"\u202f"}
        decimalScale={2}
        fixedDecimalScale
        allowedDecimalSeparators={[",", "."]}
        min={0}
        hideControls
        {...form.getInputProps("fee")}
      />
      <Radio.Group
        label={t`Qui paie la cotisation`}
        description={t`Un réseau peut l’offrir à ses membres.`}
        {...form.getInputProps("payer")}
      >
        <Group gap="lg" mt={6}>
          <Radio value="member" label={t`L’organisation qui adhère`} />
          <Radio value="network" label={t`Le réseau`} />
        </Group>
      </Radio.Group>
    </>
  );
}

function Visibility({ offers, name }: { offers: boolean; name: string }) {
  const { t } = useLingui();
  return (
    <Alert color="pine" variant="light" icon={<IconEye aria-hidden="true" />} title={t`Qui verra quoi`}>
      <List size="sm" spacing={4}>
        <List.Item>
          {offers ? (
            <Trans>Jusqu’à sa réponse, seules l’organisation et {name} voient la proposition.</Trans>
          ) : (
            <Trans>Jusqu’à sa réponse, seuls {name} et vous voyez la demande.</Trans>
          )}
        </List.Item>
        <WhatBecomesVisible />
      </List>
    </Alert>
  );
}
