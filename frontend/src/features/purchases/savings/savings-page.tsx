import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, List, Stack, Text } from "@mantine/core";
import { IconChartBar, IconDownload, IconEye, IconPrinter } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useApiQuery } from "@/api/hooks";
import { useSaveFile } from "@/api/save-file";
import { useMe } from "@/app/session";
import { OpenRound, RoundPage } from "@/features/purchases/round-page";
import { MemberSection } from "@/features/purchases/savings/member-section";
import { MembersSection } from "@/features/purchases/savings/members-section";
import { NetworkSection } from "@/features/purchases/savings/network-section";
import classes from "@/features/purchases/savings/savings.module.css";
import type { Savings } from "@/features/purchases/savings/words";
import type { Round } from "@/features/purchases/words";
import { Refusal } from "@/ui/dialog";
import { ButtonLink } from "@/ui/links";
import { Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { DateRange } from "@/ui/values";

/** What a purchase saves: forecast beside actual, price apart from volume, losses in plain sight. */
export function SavingsPage({ roundId }: { roundId: string }) {
  return (
    <OpenRound roundId={roundId} current="savings">
      {(round) => <RoundSavings round={round} />}
    </OpenRound>
  );
}

function RoundSavings({ round }: { round: Round }) {
  const { t } = useLingui();
  const [asked, setAsked] = useState(false);
  // The coordinator of a sealed network reads everybody’s: it is asked first, for each reading is noted.
  const isDecided = round.lots.some(({ state }) => state === "awarded" || state === "closed");
  const mustAsk = round.coordinates && round.confidentiality !== "open" && isDecided && !asked;
  return (
    <RoundPage
      round={round}
      current="savings"
      lead={t`Ce que l’achat fait économiser, ou coûte de plus, par rapport aux prix d’avant.`}
      actions={isDecided && !mustAsk ? <Exports roundId={round.id} /> : null}
    >
      {mustAsk ? (
        <Alert color="gray" variant="light" icon={<IconEye aria-hidden="true" />} maw="44rem">
          <Stack gap="sm" align="flex-start">
            <Text size="sm">
              <Trans>
                Vous pouvez lire les économies de chaque organisation, parce que vous coordonnez. Cette
                lecture sera notée : chacune verra que vous l’avez faite, et quand.
              </Trans>
            </Text>
            <Button variant="default" onClick={() => setAsked(true)}>
              <Trans>Lire les économies de chacun</Trans>
            </Button>
          </Stack>
        </Alert>
      ) : (
        <Measured round={round} />
      )}
    </RoundPage>
  );
}

function Measured({ round }: { round: Round }) {
  const savings = useApiQuery("/v1/purchases/{round_id}/savings", { path: { round_id: round.id } });
  return (
    <Loaded query={savings} lines={8}>
      {(read) => <Figures round={round} savings={read} />}
    </Loaded>
  );
}

function Figures({ round, savings }: { round: Round; savings: Savings }) {
  const { t } = useLingui();
  const mine = useMe().acting_for?.organisation_id;
  const [chosenId, setChosenId] = useState(mine);
  const { members, network, lots } = savings;
  const chosen = members.find(({ organisation_id: id }) => id === chosenId) ?? members[0];
  const choose = (id: string) => {
    setChosenId(id);
    window.scrollTo({ top: 0 });
  };
  if (!chosen && network.forecast === null && network.actual === null) return <NothingYet round={round} />;
  const waiting = lots.filter(({ missing }) => missing !== null);
  return (
    <>
      <Text c="dimmed" mb="lg">
        <Trans>
          Contrat : <DateRange from={savings.starts_on} to={savings.ends_on} />. Montants hors taxes.
        </Trans>
      </Text>
      {waiting.length > 0 ? (
        <Alert color="gray" variant="light" mb="lg" title={t`Ce qui manque encore`} maw="48rem">
          <List size="sm">
            {waiting.map(({ lot_id: id, name, missing }) => (
              <List.Item key={id}>
                <Trans>
                  {name} : {missing}
                </Trans>
              </List.Item>
            ))}
          </List>
        </Alert>
      ) : null}
      {chosen ? (
        <MemberSection
          roundId={round.id}
          members={members}
          chosen={chosen}
          onChoose={setChosenId}
          hidesEvidence={!round.coordinates && chosen.organisation_id !== mine}
        />
      ) : null}
      {members.length > 1 ? <MembersSection members={members} onChoose={choose} /> : null}
      <NetworkSection savings={savings} />
      <Method lines={savings.method} />
    </>
  );
}

function NothingYet({ round }: { round: Round }) {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={IconChartBar}
      title={t`Rien à mesurer encore`}
      action={
        round.state === "choice" ? (
          <ButtonLink to={`/purchases/${round.id}/quotes` as string} variant="default">
            <Trans>Voir les offres et le choix</Trans>
          </ButtonLink>
        ) : null
      }
    >
      {round.state === "cancelled" ? (
        <Trans>Cet achat est annulé : personne n’y a rien acheté.</Trans>
      ) : (
        <Trans>
          L’économie prévue se lira ici dès qu’un lot sera attribué ; l’économie réelle, quand il sera clos.
          Elle se compare au prix que chacun a déclaré payer avant.
        </Trans>
      )}
    </EmptyState>
  );
}

export function Method({ lines }: { lines: string[] }): ReactNode {
  const { t } = useLingui();
  return (
    <Section title={t`La méthode`}>
      <ul className={classes.method}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Section>
  );
}

/** A page for a board, every figure for a spreadsheet, or this page on paper. */
function Exports({ roundId }: { roundId: string }) {
  const save = useSaveFile();
  const download = (format: "pdf" | "xlsx") =>
    save.mutate({
      address: `/v1/purchases/${roundId}/savings/export?format=${format}`,
      fileName: `economies.${format}`,
    });
  return (
    <Stack gap="xs" className={classes.notPrinted ?? ""}>
      <Group gap="sm">
        <Button
          variant="default"
          leftSection={<IconPrinter size={18} aria-hidden="true" />}
          onClick={() => window.print()}
        >
          <Trans>Imprimer</Trans>
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden="true" />}
          disabled={save.isPending}
          onClick={() => download("xlsx")}
        >
          <Trans>Tableur (XLSX)</Trans>
        </Button>
        <Button
          leftSection={<IconDownload size={18} aria-hidden="true" />}
          loading={save.isPending}
          onClick={() => download("pdf")}
        >
          <Trans>Page pour le conseil (PDF)</Trans>
        </Button>
      </Group>
      {save.error ? <Refusal error={save.error} /> : null}
    </Stack>
  );
}
