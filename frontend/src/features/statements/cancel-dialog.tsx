import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { useCan } from "@/app/session";
import { useIntention } from "@/features/statements/intention";
import { ReasonDialog } from "@/features/statements/reason-dialog";
import { issueStatements, readings, type Statement } from "@/features/statements/words";
import { toastDone } from "@/ui/toast";
import { Money } from "@/ui/values";

/** Cancels what nothing was paid on; of a shared cost, says how it is corrected. */
export function CancelButton({ statement }: { statement: Statement }) {
  const [opened, setOpened] = useState(false);
  const mayIssue = useCan(issueStatements);
  if (!mayIssue || statement.state !== "issued") return null;
  if (!statement.may_cancel) return <WhyNot statement={statement} />;
  return (
    <>
      <Button variant="subtle" color="red" onClick={() => setOpened(true)}>
        <Trans>Annuler le relevé</Trans>
      </Button>
      {opened ? <CancelDialog statement={statement} onClose={() => setOpened(false)} /> : null}
    </>
  );
}

function WhyNot({ statement }: { statement: Statement }) {
  if (!statement.may_record) return null;
  return (
    <Text size="sm" c="dimmed" flex="1 1 16rem">
      {statement.kind === "rebilling" || statement.kind === "tariff" ? (
        <Trans>Pour annuler ce relevé, annulez d’abord ses paiements.</Trans>
      ) : (
        <Trans>
          Ce relevé vient du partage des coûts : il ne s’annule pas seul, un nouveau partage le remplace.
        </Trans>
      )}
    </Text>
  );
}

function CancelDialog({ statement, onClose }: { statement: Statement; onClose: () => void }) {
  const { t } = useLingui();
  const { reference, organisation_name: payer, remaining_cents: left } = statement;
  const cancel = useIntention("post", "/v1/statements/{statement_id}/cancel", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Le relevé ${reference} est annulé.`);
      onClose();
    },
  });
  return (
    <ReasonDialog
      title={t`Annuler le relevé ${reference} ?`}
      consequences={
        <Trans>
          {payer} ne devra plus <Money cents={left} />. Le relevé garde son numéro et reste lisible, marqué
          annulé avec votre raison ; il ne se rétablit pas.
        </Trans>
      }
      example={t`Exemple : erreur de quantité. Un relevé corrigé sera établi.`}
      keepLabel={t`Garder le relevé`}
      confirmLabel={t`Annuler le relevé`}
      intention={cancel}
      onConfirm={(reason) => cancel.send({ path: { statement_id: statement.id }, body: { reason } })}
      onClose={onClose}
    />
  );
}
