import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Anchor, Button, Stack } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconAlertTriangle, IconBuilding } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type ApiProblem, isProblem } from "@/api/problem";
import { FormErrors } from "@/ui/form-errors";

type Existing = { id: string; name: string; identifier: string };

/** The record that already bears the number, when that is why the service refused. */
export function existingRecord(error: unknown): Existing | null {
  if (!isProblem(error, "already_recorded")) return null;
  const existing = error.context.existing as Partial<Existing> | undefined;
  return existing?.id && existing.name ? ({ identifier: "", ...existing } as Existing) : null;
}

/** The form is long: what was refused comes into view. */
const reveal = (alert: HTMLElement | null) => alert?.scrollIntoView({ block: "center" });

type RecordRefusalProps<V> = {
  error: ApiProblem | null;
  form: UseFormReturnType<V>;
  /** Takes what somebody else saved meanwhile, and keeps what was typed here. */
  onTakeOver?: () => void;
};

/** Why a record was not saved, with the way out. */
export function RecordRefusal<V>({ error, form, onTakeOver }: RecordRefusalProps<V>) {
  const { t } = useLingui();
  const existing = existingRecord(error);
  if (existing) {
    return (
      <Alert
        ref={reveal}
        role="alert"
        color="orange"
        icon={<IconBuilding aria-hidden="true" />}
        title={t`Cette organisation est déjà dans l’annuaire`}
      >
        <Trans>
          Le numéro {existing.identifier} est celui de{" "}
          <Anchor
            c="inherit"
            fz="inherit"
            fw={600}
            renderRoot={(props) => (
              <Link {...props} to="/organisations/$organisationId" params={{ organisationId: existing.id }} />
            )}
          >
            {existing.name}
          </Anchor>
          . Ouvrez sa fiche, ou corrigez le numéro s’il est faux.
        </Trans>
      </Alert>
    );
  }
  if (isProblem(error, "stale_version") && onTakeOver) {
    return (
      <Alert
        ref={reveal}
        role="alert"
        color="orange"
        icon={<IconAlertTriangle aria-hidden="true" />}
        title={t`Cette fiche a changé entre-temps`}
      >
        <Stack gap="sm" align="flex-start">
          <Trans>
            Une autre personne l’a modifiée pendant que vous écriviez. Rien n’est perdu : reprenez sa version,
            ce que vous avez écrit reste dessus.
          </Trans>
          <Button variant="default" onClick={onTakeOver}>
            <Trans>Reprendre la version actuelle</Trans>
          </Button>
        </Stack>
      </Alert>
    );
  }
  return <FormErrors error={error} form={form} />;
}
