import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Paper, Stack, Text, Title } from "@mantine/core";
import { IconGift, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useApiQuery } from "@/api/hooks";
import { useMe } from "@/app/session";
import { RebateDialog } from "@/features/purchases/orders/rebate-dialog";
import { useMayClose } from "@/features/purchases/orders/rights";
import { CreditsLink } from "@/features/purchases/orders/statement-link";
import type { Closing, Rebate, RebateShare, Rebates } from "@/features/purchases/orders/words";
import type { Lot, Round } from "@/features/purchases/words";
import { type Column, DataList } from "@/ui/data-list";
import { FactList } from "@/ui/fact-list";
import { Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { DateText, Money } from "@/ui/values";

type RebatesSectionProps = { round: Round; lot: Lot; closing: Closing };

/** The year-end rebate of the supplier: what came, what the network keeps, what each is given. */
export function RebatesSection({ round, lot, closing }: RebatesSectionProps) {
  const { t } = useLingui();
  const rebates = useApiQuery("/v1/purchases/{round_id}/lots/{lot_id}/rebates", {
    path: { round_id: round.id, lot_id: lot.id },
  });
  return (
    <Section title={t`La remise de fin d’année`}>
      <Loaded query={rebates} lines={4}>
        {(read) => (
          <Stack gap="md">
            {read.items.length === 0 ? (
              <NoRebate round={round} how={read.how} />
            ) : (
              <>
                <Text maw="44rem">{read.how}</Text>
                {read.items.map((rebate) => (
                  <OneRebate key={rebate.id} round={round} rebate={rebate} />
                ))}
              </>
            )}
            <Receive round={round} lot={lot} closing={closing} rebates={read} />
          </Stack>
        )}
      </Loaded>
    </Section>
  );
}

function NoRebate({ round, how }: { round: Round; how: string }) {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconGift} title={t`Aucune remise reçue`}>
      {round.coordinates ? (
        <Trans>
          Si le fournisseur verse une remise en fin d’année, enregistrez-la : chacun recevra sa part en avoir.{" "}
          {how}
        </Trans>
      ) : (
        <Trans>Si le fournisseur verse une remise en fin d’année, votre part se lira ici. {how}</Trans>
      )}
    </EmptyState>
  );
}

function Receive({ round, lot, closing, rebates }: RebatesSectionProps & { rebates: Rebates }) {
  const mayClose = useMayClose(round);
  const [opened, setOpened] = useState(false);
  if (!round.coordinates) return null;
  if (!mayClose) {
    return (
      <Text c="dimmed">
        <Trans>Votre mandat ne permet pas d’enregistrer une remise : cela revient à votre direction.</Trans>
      </Text>
    );
  }
  return (
    <div>
      <Button
        variant={rebates.items.length === 0 ? "filled" : "default"}
        leftSection={<IconPlus size={18} aria-hidden="true" />}
        onClick={() => setOpened(true)}
      >
        <Trans>Enregistrer une remise reçue</Trans>
      </Button>
      {opened ? (
        <RebateDialog
          round={round}
          lot={lot}
          closing={closing}
          rebates={rebates}
          onClose={() => setOpened(false)}
        />
      ) : null}
    </div>
  );
}

function OneRebate({ round, rebate }: { round: Round; rebate: Rebate }) {
  const me = useMe().acting_for?.organisation_id;
  const own = rebate.shares.find(({ organisation_id: id }) => id === me);
  const { received_cents: received } = rebate;
  return (
    <Paper p={{ base: "md", xs: "lg" }}>
      <Stack gap="md">
        <Title order={3}>
          {received === null ? (
            <Trans>Remise partagée</Trans>
          ) : (
            <Trans>
              <Money cents={received} /> reçus le <DateText value={rebate.received_on} />
            </Trans>
          )}
        </Title>
        {own ? (
          <Text>
            <Trans>
              Votre part :{" "}
              <strong>
                <Money cents={own.cents} />
              </strong>
              , pour <Money cents={own.spend_cents} /> réellement dépensés.
            </Trans>{" "}
            {own.cents > 0 ? (
              <CreditsLink agreementId={round.agreement_id} organisationId={own.organisation_id}>
                <Trans>Voir l’avoir</Trans>
              </CreditsLink>
            ) : null}
          </Text>
        ) : null}
        {received === null ? null : (
          <>
            <RebateFacts rebate={rebate} />
            <Shares shares={rebate.shares} />
            {round.coordinates ? (
              <Text>
                <CreditsLink agreementId={round.agreement_id} all>
                  <Trans>Voir tous les avoirs de l’accord</Trans>
                </CreditsLink>
              </Text>
            ) : null}
          </>
        )}
      </Stack>
    </Paper>
  );
}

/** Where the share comes from: what was counted, promised, received and kept. Null figures are not told here. */
function RebateFacts({ rebate }: { rebate: Rebate }) {
  const { t } = useLingui();
  const known = [
    { label: t`Achats comptés par le fournisseur`, cents: rebate.turnover_cents },
    { label: t`Promis par l’offre`, cents: rebate.expected_cents },
    { label: t`Reçu`, cents: rebate.received_cents },
    { label: t`Gardé par le réseau`, cents: rebate.kept_cents },
  ];
  return (
    <FactList
      facts={known.flatMap(({ label, cents }) =>
        cents === null ? [] : [{ label, value: <Money cents={cents} /> }],
      )}
    />
  );
}

function Shares({ shares }: { shares: RebateShare[] }) {
  const { t } = useLingui();
  const columns: Column<RebateShare>[] = [
    {
      key: "who",
      header: t`Organisation`,
      phone: "title",
      cell: ({ organisation_name: name }) => name,
    },
    {
      key: "spent",
      header: t`Réellement dépensé`,
      align: "right",
      cell: ({ spend_cents: cents }) => <Money cents={cents} />,
    },
    {
      key: "share",
      header: t`Sa part`,
      align: "right",
      cell: ({ cents }) => (
        <strong>
          <Money cents={cents} />
        </strong>
      ),
    },
  ];
  return (
    <DataList
      label={t`Parts de la remise`}
      items={shares}
      columns={columns}
      rowKey={({ organisation_id: id }) => id}
    />
  );
}
