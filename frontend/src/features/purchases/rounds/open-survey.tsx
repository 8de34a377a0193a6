import { useLingui as useActiveLingui } from "@lingui/react";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, List, Stack, Text } from "@mantine/core";
import { IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { GoButton, roundAddress } from "@/features/purchases/rounds/links";
import classes from "@/features/purchases/rounds/rounds.module.css";
import { confidentialityWords, type Round, readings } from "@/features/purchases/words";
import { ConfirmDialog } from "@/ui/dialog";
import { today } from "@/ui/paris-time";
import { toastDone } from "@/ui/toast";
import { DateText } from "@/ui/values";

type Check = { key: string; done: boolean; words: ReactNode };

type OpenSurveyProps = {
  round: Round;
  /** On the page that fills what is missing. */
  inSetup?: boolean;
  /** Something typed there is not saved. */
  unsaved?: boolean;
};

/** What is still missing before the survey of needs may open; then opens it. */
export function OpenSurvey({ round, inSetup = false, unsaved = false }: OpenSurveyProps) {
  const [asked, setAsked] = useState(false);
  const checks = useChecks(round);
  const ready = checks.every(({ done }) => done);
  return (
    <Stack gap="md">
      <ul className={classes.checklist}>
        {checks.map(({ key, done, words }) => (
          <CheckLine key={key} done={done}>
            {words}
          </CheckLine>
        ))}
      </ul>
      <Group gap="sm">
        {round.actions.includes("open") && ready ? (
          <Button onClick={() => setAsked(true)} disabled={unsaved}>
            <Trans>Ouvrir le recensement…</Trans>
          </Button>
        ) : null}
        {inSetup ? null : (
          <GoButton to={roundAddress(round.id, "setup")} variant={ready ? "default" : "filled"}>
            {ready ? <Trans>Relire la préparation</Trans> : <Trans>Compléter la préparation</Trans>}
          </GoButton>
        )}
      </Group>
      {unsaved ? (
        <Text role="status">
          <Trans>Enregistrez d’abord ce que vous avez changé plus haut.</Trans>
        </Text>
      ) : null}
      {asked ? <OpenDialog round={round} onClose={() => setAsked(false)} /> : null}
    </Stack>
  );
}

function CheckLine({ done, children }: { done: boolean; children: ReactNode }) {
  const { t } = useLingui();
  const Icon = done ? IconCircleCheck : IconCircleDashed;
  return (
    <li className={classes.check} data-missing={done ? undefined : true}>
      <Icon size={20} role="img" aria-label={done ? t`Fait` : t`À faire`} className={classes.checkMark} />
      <span>{children}</span>
    </li>
  );
}

function useChecks(round: Round): Check[] {
  const items = round.lots.reduce((sum, lot) => sum + lot.items.length, 0);
  const { lots, members_count: members, needs_until: until } = round;
  return [
    {
      key: "lots",
      done: items > 0,
      words:
        items > 0 ? (
          <>
            <Plural value={lots.length} one="# lot" other="# lots" />,{" "}
            <Plural value={items} one="# article" other="# articles" />
          </>
        ) : (
          <Trans>Écrire au moins un lot, avec un article</Trans>
        ),
    },
    {
      key: "members",
      done: members >= 2,
      words:
        members >= 2 ? (
          <Trans>{members} organisations consultées</Trans>
        ) : (
          <Trans>Choisir au moins deux organisations à consulter</Trans>
        ),
    },
    {
      key: "until",
      done: until >= today(),
      words:
        until >= today() ? (
          <Trans>
            Besoins à dire jusqu’au <DateText value={until} />
          </Trans>
        ) : (
          <Trans>
            Changer le calendrier : les besoins seraient à dire jusqu’au <DateText value={until} />, déjà
            passé
          </Trans>
        ),
    },
  ];
}

function OpenDialog({ round, onClose }: { round: Round; onClose: () => void }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const { key } = useIdempotencyKey();
  const open = useApiMutation("post", "/v1/purchases/{round_id}/open", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Le recensement est ouvert.`);
      onClose();
    },
  });
  const { members_count: members, confidentiality } = round;
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Ouvrir le recensement des besoins ?`}
      consequences={
        <Stack gap="sm">
          <List spacing="xs">
            <List.Item>
              <Trans>
                {members} organisations peuvent dire leurs besoins, jusqu’au{" "}
                <DateText value={round.needs_until} /> inclus ; toutes les parties de l’accord lisent l’achat.
              </Trans>
            </List.Item>
            <List.Item>
              <Trans>
                Les lots, les articles, les critères et les règles de partage ne changent plus : chacun répond
                en les connaissant.
              </Trans>
            </List.Item>
            <List.Item>
              <Trans>Les dates ne peuvent plus être avancées, seulement repoussées.</Trans>
            </List.Item>
          </List>
          <Text fw={600}>{i18n._(confidentialityWords[confidentiality].name)}</Text>
          <Text>{i18n._(confidentialityWords[confidentiality].meaning)}</Text>
        </Stack>
      }
      confirmLabel={t`Ouvrir le recensement`}
      pending={open.isPending}
      error={open.error}
      onConfirm={() => open.mutate({ path: { round_id: round.id }, idempotencyKey: key })}
    />
  );
}
