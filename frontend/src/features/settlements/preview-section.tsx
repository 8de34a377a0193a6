import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, List, Paper, Stack, Text, TextInput } from "@mantine/core";
import { IconArrowsExchange, IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useApiQuery } from "@/api/hooks";
import { useCan } from "@/app/session";
import { BeforeAndAfter, FlowLegend } from "@/features/settlements/flow-picture";
import { flowOfDebt, flowOfTransfer, gathered } from "@/features/settlements/flows";
import { Gain, MoneyMoved } from "@/features/settlements/gain";
import { ItemList } from "@/features/settlements/item-list";
import { StatementLink } from "@/features/settlements/links";
import { PlannedList } from "@/features/settlements/planned-list";
import { PositionList } from "@/features/settlements/position-list";
import { ProposeDialog } from "@/features/settlements/propose-dialog";
import { dayOf } from "@/features/settlements/search";
import { manageSettlements, type Preview } from "@/features/settlements/words";
import { useChangeAddress } from "@/ui/address";
import { Section } from "@/ui/page";
import { today } from "@/ui/paris-time";
import { EmptyState, Loaded } from "@/ui/states";
import { Money } from "@/ui/values";

type PreviewSectionProps = { agreementId: string; through: string | undefined };

/** For the lead: what a settlement would change, looked at as often as one likes before anything is proposed. */
export function PreviewSection({ agreementId, through }: PreviewSectionProps) {
  const { t } = useLingui();
  const mayManage = useCan(manageSettlements);
  return (
    <Section title={t`Payer en moins de virements`}>
      {mayManage ? (
        <Paper p="md">
          <ChooseDay through={through} />
          {through ? <Previewed agreementId={agreementId} through={through} /> : null}
        </Paper>
      ) : (
        <Text c="dimmed" maw="46rem">
          <Trans>
            Votre organisation est chef de file : elle peut proposer une compensation. Votre mandat ne permet
            pas d’engager des dépenses : parlez-en à votre direction.
          </Trans>
        </Text>
      )}
    </Section>
  );
}

function ChooseDay({ through }: { through: string | undefined }) {
  const { t } = useLingui();
  const change = useChangeAddress();
  const [typed, setTyped] = useState(through ?? today());
  const day = dayOf(typed);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (day) change({ through: day });
      }}
    >
      <Group align="flex-end" gap="sm">
        <TextInput
          type="date"
          label={t`Compenser les relevés à payer jusqu’au`}
          description={t`Les échéances plus lointaines restent comme elles sont.`}
          value={typed}
          onChange={({ currentTarget: { value } }) => setTyped(value)}
          error={typed && !day ? t`Choisissez un jour.` : null}
        />
        <Button type="submit" variant={through ? "default" : "filled"} disabled={!day}>
          <Trans>Voir ce que cela donnerait</Trans>
        </Button>
      </Group>
      <Text size="sm" c="dimmed" mt="xs">
        <Trans>Rien n’est enregistré et personne n’est prévenu tant que vous ne proposez pas.</Trans>
      </Text>
    </form>
  );
}

function Previewed({ agreementId, through }: { agreementId: string; through: string }) {
  const preview = useApiQuery("/v1/settlements/preview", { query: { agreement_id: agreementId, through } });
  return (
    <Stack gap="lg" mt="lg">
      <Loaded query={preview} lines={5}>
        {(read) => (read.items.length > 0 ? <Result preview={read} /> : <Nothing preview={read} />)}
      </Loaded>
    </Stack>
  );
}

function Nothing({ preview }: { preview: Preview }) {
  const { t } = useLingui();
  return (
    <>
      <EmptyState icon={IconCircleCheck} title={t`Rien à compenser à cette date`}>
        <Trans>Aucun relevé libre n’arrive à échéance d’ici là. Choisissez un jour plus lointain.</Trans>
      </EmptyState>
      <LeftOut preview={preview} />
    </>
  );
}

function Result({ preview }: { preview: Preview }) {
  const { t } = useLingui();
  const [proposing, setProposing] = useState(false);
  const before = gathered(preview.items.map(flowOfDebt));
  const after = preview.transfers.map(flowOfTransfer);
  const asked = preview.positions.filter(({ must_accept }) => must_accept).length;
  return (
    <>
      <div>
        <Text size="lg" fw={650}>
          <Gain before={preview.payments_before} after={preview.payments_after} />
        </Text>
        <Text c="dimmed">
          <MoneyMoved gross={preview.gross_cents} net={preview.net_cents} />
        </Text>
      </div>
      <div>
        <FlowLegend />
        <BeforeAndAfter before={before} after={after} />
      </div>
      <div>
        <Text fw={600} component="h3" mb="xs">
          <Trans>Chacun garde son solde</Trans>
        </Text>
        <PositionList positions={preview.positions} label={t`Ce que chacun doit, reçoit et garde`} />
      </div>
      {preview.transfers.length > 0 ? (
        <div>
          <Text fw={600} component="h3" mb="xs">
            <Trans>Les virements qui resteraient à faire</Trans>
          </Text>
          <PlannedList transfers={preview.transfers} />
        </div>
      ) : null}
      <div>
        <Text fw={600} component="h3" mb="xs">
          <Trans>Les relevés qui seraient réglés</Trans>
        </Text>
        <ItemList items={preview.items} label={t`Relevés qui seraient réglés`} />
      </div>
      <LeftOut preview={preview} />
      <Group>
        <Button
          leftSection={<IconArrowsExchange size={18} aria-hidden="true" />}
          onClick={() => setProposing(true)}
        >
          <Trans>Proposer cette compensation…</Trans>
        </Button>
        <Text size="sm" c="dimmed">
          <Plural
            value={asked}
            _0="Personne n’a à répondre : la caisse commune seule doit."
            one="# organisation devra l’accepter."
            other="# organisations devront l’accepter."
          />
        </Text>
      </Group>
      {proposing ? <ProposeDialog preview={preview} onClose={() => setProposing(false)} /> : null}
    </>
  );
}

/** What is due by then and is not netted: a director who looks for a statement finds why. */
function LeftOut({ preview: { left_out: leftOut } }: { preview: Preview }) {
  if (leftOut.length === 0) return null;
  return (
    <div>
      <Text fw={600} component="h3" mb="xs">
        <Trans>Laissés de côté</Trans>
      </Text>
      <List spacing="xs">
        {leftOut.map((one) => (
          <List.Item key={one.statement_id}>
            <StatementLink id={one.statement_id} reference={one.reference} /> ({one.debtor_name} →{" "}
            {one.creditor_name}, <Money cents={one.cents} />) : {one.because}
          </List.Item>
        ))}
      </List>
    </div>
  );
}
