import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, Menu, Stack, Text } from "@mantine/core";
import { IconDownload, IconFileImport, IconInfoCircle, IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { useApiMutation, useApiQuery } from "@/api/hooks";
import { useSaveFile } from "@/api/save-file";
import { useCan } from "@/app/session";
import { ImportDialog } from "@/features/purchases/needs/import-dialog";
import { NeedsForm } from "@/features/purchases/needs/needs-form";
import { StatedNeeds } from "@/features/purchases/needs/stated-needs";
import { WhoReads } from "@/features/purchases/needs/who-reads";
import type { Answer } from "@/features/purchases/needs/words";
import { type Round, readings, stateNeeds } from "@/features/purchases/words";
import { Refusal } from "@/ui/dialog";
import { Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { toastDone } from "@/ui/toast";
import { DateText } from "@/ui/values";

/** The answer of one’s organisation: written while the survey is open, read ever after. */
export function OwnNeeds({ round }: { round: Round }) {
  const { t } = useLingui();
  const answer = useApiQuery("/v1/purchases/{round_id}/needs/mine", { path: { round_id: round.id } });
  return (
    <Section title={t`Les besoins de votre organisation`}>
      <Loaded query={answer} lines={5}>
        {(stated) => <OwnAnswer round={round} answer={stated} />}
      </Loaded>
    </Section>
  );
}

function OwnAnswer({ round, answer }: { round: Round; answer: Answer }) {
  const [editing, setEditing] = useState(false);
  const mayState = useCan(stateNeeds) && answer.may_change && !answer.undertaking_due;
  const isAnswered = answer.answered_at !== null;
  return (
    <Stack gap="md">
      {round.state === "needs" ? <WhoReads round={round} /> : null}
      {mayState && (editing || !isAnswered) ? (
        <>
          {isAnswered ? null : <ByFile round={round} answer={answer} />}
          <OwnForm round={round} answer={answer} onClose={() => setEditing(false)} canCancel={isAnswered} />
        </>
      ) : (
        <>
          <WhereItStands round={round} answer={answer} />
          <StatedNeeds answer={answer} />
          {mayState ? (
            <Group gap="sm">
              <Button
                leftSection={<IconPencil size={18} aria-hidden="true" />}
                onClick={() => setEditing(true)}
              >
                <Trans>Modifier nos besoins</Trans>
              </Button>
              <ByFile round={round} answer={answer} />
            </Group>
          ) : null}
        </>
      )}
    </Stack>
  );
}

type OwnFormProps = { round: Round; answer: Answer; canCancel: boolean; onClose: () => void };

function OwnForm({ round, answer, canCancel, onClose }: OwnFormProps) {
  const { t } = useLingui();
  const state = useApiMutation("put", "/v1/purchases/{round_id}/needs/mine", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Vos besoins sont enregistrés.`);
      onClose();
    },
  });
  return (
    <NeedsForm
      answer={answer}
      offersKnown={!round.coordinates}
      error={state.error}
      isPending={state.isPending}
      onSave={(body, version) => state.mutate({ path: { round_id: round.id }, body, version })}
      cancel={
        canCancel ? (
          <Button variant="default" onClick={onClose}>
            <Trans>Annuler</Trans>
          </Button>
        ) : null
      }
    />
  );
}

/** A model to fill in a spreadsheet, and the way back. */
function ByFile({ round, answer }: { round: Round; answer: Answer }) {
  const [importing, setImporting] = useState(false);
  const save = useSaveFile();
  const download = (format: "xlsx" | "csv") =>
    save.mutate({
      address: `/v1/purchases/${round.id}/needs/model?format=${format}`,
      fileName: `besoins.${format}`,
    });
  return (
    <>
      <Group gap="sm">
        <Menu position="bottom-start">
          <Menu.Target>
            <Button
              variant="default"
              loading={save.isPending}
              leftSection={<IconDownload size={18} aria-hidden="true" />}
            >
              <Trans>Télécharger le modèle</Trans>
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => download("xlsx")}>
              <Trans>Tableur (XLSX)</Trans>
            </Menu.Item>
            <Menu.Item onClick={() => download("csv")}>
              <Trans>Texte (CSV)</Trans>
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <Button
          variant="default"
          leftSection={<IconFileImport size={18} aria-hidden="true" />}
          onClick={() => setImporting(true)}
        >
          <Trans>Importer un modèle rempli</Trans>
        </Button>
      </Group>
      {save.error ? <Refusal error={save.error} /> : null}
      {importing ? (
        <ImportDialog roundId={round.id} version={answer.version} onClose={() => setImporting(false)} />
      ) : null}
    </>
  );
}

/** Answered and when, or why it can no longer be. */
function WhereItStands({ round, answer }: { round: Round; answer: Answer }) {
  const { t } = useLingui();
  const mayState = useCan(stateNeeds);
  if (answer.answered_at !== null) {
    return (
      <Text>
        <Trans>
          Réponse enregistrée le <DateText value={answer.answered_at} style="moment" />.
        </Trans>{" "}
        {round.state === "needs" ? (
          <Trans>
            Vous pouvez la changer jusqu’à la clôture du recensement, prévue le{" "}
            <DateText value={round.needs_until} style="long" />.
          </Trans>
        ) : (
          <Trans>Le recensement est clos : elle ne change plus.</Trans>
        )}
      </Text>
    );
  }
  if (round.state !== "needs") {
    return (
      <EmptyState title={t`Votre organisation n’a pas répondu`}>
        <Trans>Le recensement est clos sans sa réponse : elle ne prend pas part à cet achat.</Trans>
      </EmptyState>
    );
  }
  if (answer.undertaking_due) {
    return (
      <Text c="dimmed">
        <Trans>Prenez d’abord l’engagement ci-dessus : le formulaire s’ouvrira ensuite.</Trans>
      </Text>
    );
  }
  return (
    <Alert color="gray" variant="light" icon={<IconInfoCircle aria-hidden="true" />}>
      {mayState ? (
        <Trans>Votre organisation ne peut plus répondre à ce recensement.</Trans>
      ) : (
        <Trans>
          Votre mandat ne permet pas de déclarer des besoins : parlez-en à la direction de votre organisation.
        </Trans>
      )}
    </Alert>
  );
}
