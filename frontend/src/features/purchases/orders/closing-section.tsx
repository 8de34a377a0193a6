import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { IconChecklist } from "@tabler/icons-react";
import { useState } from "react";
import { CloseDialog } from "@/features/purchases/orders/close-dialog";
import { useMayClose } from "@/features/purchases/orders/rights";
import { type Lot, type Round, shortfallWords } from "@/features/purchases/words";
import { Section } from "@/ui/page";
import { today } from "@/ui/paris-time";
import { DateText } from "@/ui/values";

/** How the lot will close, and the button that closes it. */
export function ClosingSection({ round, lot }: { round: Round; lot: Lot }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const [closing, setClosing] = useState(false);
  const mayClose = useMayClose(round);
  const others = round.lots.filter(({ state }) => state === "open").length;
  const early = today() < round.ends_on;
  return (
    <Section title={t`La clôture du lot`}>
      <Paper p={{ base: "md", xs: "lg" }}>
        <Group justify="space-between" gap="lg">
          <Stack gap="xs" flex="1 1 20rem" miw={0} maw="44rem">
            <Text>
              <Trans>
                À la clôture, le fournisseur facture tout au prix du palier vraiment atteint. L’écart avec le
                prix attribué fait un supplément ou un avoir pour chacun.
              </Trans>
            </Text>
            <Text>
              <Trans>
                Règle de cet achat : {i18n._(shortfallWords[round.shortfall].name)}.{" "}
                {i18n._(shortfallWords[round.shortfall].meaning)}
              </Trans>
            </Text>
            <Text c="dimmed">
              {!round.coordinates ? (
                <Trans>
                  Le coordinateur clôt le lot quand les commandes sont finies ; le marché va jusqu’au{" "}
                  <DateText value={round.ends_on} />.
                </Trans>
              ) : others > 0 ? (
                <Trans>On clôt un lot une fois tous les autres attribués ou classés sans suite.</Trans>
              ) : !mayClose ? (
                <Trans>Votre mandat ne permet pas de clore un lot : cela revient à votre direction.</Trans>
              ) : early ? (
                <Trans>
                  Le marché va jusqu’au <DateText value={round.ends_on} />
                   : attendez que les commandes soient finies.
                </Trans>
              ) : (
                <Trans>Le marché est arrivé à son terme : vous pouvez clore ce lot.</Trans>
              )}
            </Text>
          </Stack>
          {mayClose && round.actions.includes("close") ? (
            <Button
              variant={early ? "default" : "filled"}
              leftSection={<IconChecklist size={18} aria-hidden="true" />}
              onClick={() => setClosing(true)}
            >
              <Trans>Préparer la clôture…</Trans>
            </Button>
          ) : null}
        </Group>
      </Paper>
      {closing ? <CloseDialog round={round} lot={lot} onClose={() => setClosing(false)} /> : null}
    </Section>
  );
}
