import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, Select, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconInfoCircle } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useApiQuery } from "@/api/hooks";
import { isProblem } from "@/api/problem";
import { AgreementFields, type AgreementForm } from "@/features/agreements/agreement-fields";
import { type AgreementValues, changesTerms } from "@/features/agreements/form-values";
import { rulesAddress } from "@/features/agreements/rules/address";
import type { Agreement } from "@/features/agreements/words";
import { FormErrors } from "@/ui/form-errors";

type EditAgreementFormProps<V extends AgreementValues, P extends object> = {
  agreement: Agreement;
  initialValues: V;
  patchOf: (values: V) => P;
  more?: (form: AgreementForm<V>) => ReactNode;
  onSubmit: (patch: P & { amendment_id?: string }) => void;
  onReload: () => void;
  isPending: boolean;
  error: unknown;
  cancel: ReactNode;
};

/** Changes an agreement. A draft asks who had accepted anew; one in force needs a signed amendment. */
export function EditAgreementForm<V extends AgreementValues, P extends object>(
  props: EditAgreementFormProps<V, P>,
) {
  const { agreement, initialValues, patchOf, more, onSubmit, onReload, isPending, error, cancel } = props;
  const form = useForm<V>({ initialValues });
  const [amendment, setAmendment] = useState<string | null>(null);
  const patch = patchOf(form.getValues());
  const termsChange = changesTerms(patch);
  const needsAmendment = termsChange && agreement.state === "active";
  const submit = form.onSubmit(() =>
    onSubmit({ ...patch, ...(needsAmendment && amendment ? { amendment_id: amendment } : {}) }),
  );
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <AgreementFields
          form={form}
          rulesAt={agreement.rules_number === null ? undefined : rulesAddress(agreement.id)}
        />
        {more?.(form)}
        {termsChange && agreement.state === "draft" ? (
          <Alert color="orange" icon={<IconInfoCircle aria-hidden="true" />}>
            <Trans>Les termes changent : les parties qui avaient accepté devront accepter de nouveau.</Trans>
          </Alert>
        ) : null}
        {needsAmendment ? (
          <AmendmentField agreementId={agreement.id} value={amendment} onChange={setAmendment} />
        ) : null}
        {isProblem(error, "stale_version") ? (
          <StaleTerms onReload={onReload} />
        ) : (
          <FormErrors error={error} form={form} />
        )}
        <Group justify="flex-end">
          {cancel}
          <Button
            type="submit"
            loading={isPending}
            disabled={Object.keys(patch).length === 0 || (needsAmendment && !amendment)}
          >
            <Trans>Enregistrer</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Somebody else saved in between: nothing is overwritten without having been seen. */
function StaleTerms({ onReload }: { onReload: () => void }) {
  const { t } = useLingui();
  return (
    <Alert role="alert" color="orange" title={t`L’accord a changé pendant que vous écriviez`}>
      <Stack gap="xs" align="flex-start">
        <Trans>Reprenez à partir de la version actuelle. Ce que vous avez saisi ici sera remplacé.</Trans>
        <Button size="xs" variant="default" onClick={onReload}>
          <Trans>Reprendre la version actuelle</Trans>
        </Button>
      </Stack>
    </Alert>
  );
}

type AmendmentFieldProps = {
  agreementId: string;
  value: string | null;
  onChange: (id: string | null) => void;
};

function AmendmentField({ agreementId, value, onChange }: AmendmentFieldProps) {
  const { t } = useLingui();
  const amendments = useApiQuery("/v1/agreements/{agreement_id}/documents", {
    path: { agreement_id: agreementId },
    query: { kind: "amendment", limit: 100 },
  });
  const signed = (amendments.data?.items ?? []).filter(({ signed_on }) => signed_on);
  if (amendments.data && signed.length === 0) {
    return (
      <Alert color="orange" icon={<IconInfoCircle aria-hidden="true" />} title={t`Il faut un avenant signé`}>
        <Trans>
          Cet accord est en vigueur : ses termes ne changent que par un avenant signé de tous. Déposez-le
          d’abord parmi les documents de l’accord, avec sa date de signature. Seul le nom change sans avenant.
        </Trans>
      </Alert>
    );
  }
  return (
    <Select
      label={t`Avenant signé qui permet ce changement`}
      description={t`Cet accord est en vigueur : ses termes ne changent que par un avenant signé de tous.`}
      placeholder={t`Choisir un avenant`}
      data={signed.map(({ id, title }) => ({ value: id, label: title }))}
      value={value}
      onChange={onChange}
    />
  );
}
