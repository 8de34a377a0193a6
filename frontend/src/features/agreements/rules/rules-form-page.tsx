import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Stack } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useApiMutation, useApiQuery, useIdempotencyKey } from "@/api/hooks";
import { isProblem } from "@/api/problem";
import { BackToRules, rulesAddress, voteAddress } from "@/features/agreements/rules/address";
import { RulesForm, type Written } from "@/features/agreements/rules/rules-form";
import { valuesOf } from "@/features/agreements/rules/values";
import { WhyNot } from "@/features/agreements/rules/why-not";
import type { Rules, RulesText } from "@/features/agreements/rules/words";
import { Snapshot } from "@/features/agreements/snapshot";
import { readings } from "@/features/agreements/words";
import { Page } from "@/ui/page";
import { EmptyState } from "@/ui/states";
import { toastDone } from "@/ui/toast";

/** Writes a version of the rules, or changes a proposal. */
export function RulesFormPage({ agreementId, draft }: { agreementId: string; draft?: string | undefined }) {
  const { t } = useLingui();
  const rules = useApiQuery("/v1/agreements/{agreement_id}/rules", { path: { agreement_id: agreementId } });
  const title = t`Règles`;
  const back = <BackToRules agreementId={agreementId} />;
  return (
    <Snapshot query={rules} title={title} back={back}>
      {(read) =>
        draft ? (
          <ChangeRules rules={read} draft={draft} title={title} back={back} />
        ) : (
          <ProposeRules rules={read} />
        )
      }
    </Snapshot>
  );
}

/** After saving: back to the rules, or on to the vote. */
function useLeaving(agreementId: string) {
  const navigate = useNavigate();
  return (rulesId: string, then: "read" | "vote") =>
    then === "vote"
      ? navigate(voteAddress(agreementId, "adopt_rules", rulesId))
      : navigate({ to: rulesAddress(agreementId) });
}

function ProposeRules({ rules }: { rules: Rules }) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const leave = useLeaving(rules.agreement_id);
  const propose = useApiMutation("post", "/v1/agreements/{agreement_id}/rules/versions", {
    invalidates: readings,
  });
  const send = (body: Written, then: "read" | "vote") =>
    propose.mutate(
      { path: { agreement_id: rules.agreement_id }, body, idempotencyKey: key },
      {
        onSuccess: ({ id }) => {
          toastDone(t`La proposition est enregistrée.`);
          void leave(id, then);
        },
      },
    );
  const founding = rules.agreement_state === "draft";
  return (
    <Frame
      rules={rules}
      title={founding ? t`Écrire les règles fondatrices` : t`Proposer un changement de règles`}
    >
      {rules.may_propose ? (
        <RulesForm
          rules={rules}
          initialValues={valuesOf(rules.content, "")}
          founding={founding}
          onSubmit={send}
          isPending={propose.isPending}
          error={propose.error}
          stale={null}
          cancel={<CancelButton agreementId={rules.agreement_id} />}
        />
      ) : (
        <EmptyState
          icon={IconLock}
          title={t`Vous ne pouvez pas proposer de règles ici`}
          action={<CancelButton agreementId={rules.agreement_id} />}
        >
          <WhyNot rules={rules} />
        </EmptyState>
      )}
    </Frame>
  );
}

type ChangeRulesProps = { rules: Rules; draft: string; title: string; back: ReactNode };

function ChangeRules({ rules, draft, title, back }: ChangeRulesProps) {
  const version = useApiQuery("/v1/agreements/{agreement_id}/rules/versions/{rules_id}", {
    path: { agreement_id: rules.agreement_id, rules_id: draft },
  });
  return (
    <Snapshot query={version} title={title} back={back}>
      {(read, reload) => <ChangeVersion key={read.version} rules={rules} version={read} onReload={reload} />}
    </Snapshot>
  );
}

type ChangeVersionProps = { rules: Rules; version: RulesText; onReload: () => void };

function ChangeVersion({ rules, version, onReload }: ChangeVersionProps) {
  const { t } = useLingui();
  const leave = useLeaving(rules.agreement_id);
  const { agreement_id, id: rules_id, number } = version;
  const change = useApiMutation("patch", "/v1/agreements/{agreement_id}/rules/versions/{rules_id}", {
    invalidates: readings,
  });
  const send = (body: Written, then: "read" | "vote") =>
    change.mutate(
      { path: { agreement_id, rules_id }, body, version: version.version },
      {
        onSuccess: () => {
          toastDone(t`La proposition est à jour.`);
          void leave(rules_id, then);
        },
      },
    );
  const founding = rules.agreement_state === "draft";
  return (
    <Frame
      rules={rules}
      title={founding ? t`Modifier les règles fondatrices` : t`Modifier la version ${number} proposée`}
    >
      {version.editable ? (
        <RulesForm
          rules={rules}
          initialValues={valuesOf(version.content, version.note)}
          founding={founding}
          onSubmit={send}
          isPending={change.isPending}
          error={change.error}
          stale={isProblem(change.error, "stale_version") ? <Stale onReload={onReload} /> : null}
          cancel={<CancelButton agreementId={agreement_id} />}
        />
      ) : (
        <EmptyState
          icon={IconLock}
          title={t`Cette version ne se modifie pas`}
          action={<CancelButton agreementId={agreement_id} />}
        >
          {version.state === "draft" ? (
            <Trans>
              Seules l’organisation qui la propose et l’organisation chef de file peuvent la modifier.
            </Trans>
          ) : (
            <Trans>Elle n’est plus un projet. Pour changer les règles, proposez une nouvelle version.</Trans>
          )}
        </EmptyState>
      )}
    </Frame>
  );
}

function Frame({ rules, title, children }: { rules: Rules; title: string; children: ReactNode }) {
  const name = rules.agreement_name;
  return (
    <Page
      title={title}
      lead={
        rules.agreement_state === "draft" ? (
          <Trans>
            « {name} » : ce que vous ne changez pas reste ce que dit la forme juridique, ouvrez seulement ce
            que vous voulez régler vous-mêmes.
          </Trans>
        ) : (
          <Trans>
            « {name} » : le formulaire part des règles d’aujourd’hui, ouvrez seulement ce que vous voulez
            changer.
          </Trans>
        )
      }
      above={<BackToRules agreementId={rules.agreement_id} />}
    >
      {children}
    </Page>
  );
}

function CancelButton({ agreementId }: { agreementId: string }) {
  return (
    <Button component={Link} to={rulesAddress(agreementId)} variant="default">
      <Trans>Revenir aux règles</Trans>
    </Button>
  );
}

/** Somebody else saved in between: nothing is overwritten without having been seen. */
function Stale({ onReload }: { onReload: () => void }) {
  const { t } = useLingui();
  return (
    <Alert role="alert" color="orange" title={t`Cette version a changé pendant que vous écriviez`}>
      <Stack gap="xs" align="flex-start">
        <Trans>Reprenez à partir de la version actuelle. Ce que vous avez saisi ici sera remplacé.</Trans>
        <Button size="xs" variant="default" onClick={onReload}>
          <Trans>Reprendre la version actuelle</Trans>
        </Button>
      </Stack>
    </Alert>
  );
}
