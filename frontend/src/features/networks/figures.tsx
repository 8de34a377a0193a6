import { Trans, useLingui } from "@lingui/react/macro";
import { Paper, Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "@/features/networks/figures.module.css";
import type { BenefitSummary } from "@/features/networks/words";
import { AnchorLink } from "@/ui/links";
import { Money, Quantity } from "@/ui/values";

type FigureProps = {
  label: string;
  /** Null when it is not known, or not ours to know. */
  value: ReactNode | null;
  /** How it is worked out. */
  explanation: ReactNode;
  /** The list behind it. */
  open?: ReactNode;
};

function Figure({ label, value, explanation, open }: FigureProps) {
  return (
    <Paper component="li" p="md" className={classes.shared ?? ""}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <div className={classes.value}>{value ?? <Trans>inconnu</Trans>}</div>
      <Text size="sm" c="dimmed" component="div">
        {explanation}
      </Text>
      {open ? <div style={{ marginTop: "0.5rem" }}>{open}</div> : null}
    </Paper>
  );
}

type SummaryProps = { summary: BenefitSummary; on: string | undefined };

/** Whom a benefit reaches and, where networks hand it on, what that saves in a year. */
export function SummaryFigures({ summary, on }: SummaryProps) {
  const { t } = useLingui();
  const { beneficiaries, direct, inherited, carriers } = summary;
  return (
    <ul className={classes.figures} aria-label={t`Ce que cet avantage représente`}>
      <Figure
        label={t`Organisations qui en bénéficient`}
        value={<Quantity value={beneficiaries} />}
        explanation={
          inherited === 0 ? (
            <Trans>Toutes par leur propre adhésion.</Trans>
          ) : direct === 0 ? (
            <Trans>Toutes par un réseau dont elles sont membres.</Trans>
          ) : (
            <Trans>
              {direct} par leur propre adhésion, {inherited} par un réseau dont elles sont membres.
            </Trans>
          )
        }
        open={
          <OpenList summary={summary} on={on} shown="organisations">
            <Trans>Voir les {beneficiaries} organisations</Trans>
          </OpenList>
        }
      />
      {carriers.length > 0 ? (
        <>
          <Avoided summary={summary} on={on} />
          <Paid summary={summary} on={on} />
          <Net summary={summary} />
        </>
      ) : null}
    </ul>
  );
}

function Avoided({ summary, on }: SummaryProps) {
  const { t } = useLingui();
  const { inherited, individual_fee_cents: fee, individual_fees_avoided_cents: avoided } = summary;
  return (
    <Figure
      label={t`Adhésions évitées, par an`}
      value={avoided === null ? null : <Money cents={avoided} />}
      explanation={
        fee === null ? (
          <Trans>Le prix pour une organisation seule n’est pas renseigné.</Trans>
        ) : (
          <Trans>
            {inherited} × <Money cents={fee} />, le prix pour une organisation seule.
          </Trans>
        )
      }
      open={
        <OpenList summary={summary} on={on} shown="organisations">
          <Trans>Voir qui les évite</Trans>
        </OpenList>
      }
    />
  );
}

function Paid({ summary, on }: SummaryProps) {
  const { t } = useLingui();
  const { paid_cents: paid, carriers } = summary;
  const carrierNames = carriers.map(({ name }) => name).join(", ");
  return (
    <Figure
      label={t`Payé par les réseaux, par an`}
      value={paid === null ? null : <Money cents={paid} />}
      explanation={
        paid === null ? (
          <Trans>Cotisation non renseignée, ou connue seulement des réseaux concernés.</Trans>
        ) : (
          <Trans>Cotisation des réseaux qui le transmettent : {carrierNames}.</Trans>
        )
      }
      open={
        <OpenList summary={summary} on={on} hash="reseaux">
          <Trans>Voir ces réseaux</Trans>
        </OpenList>
      }
    />
  );
}

function Net({ summary }: { summary: BenefitSummary }) {
  const { t } = useLingui();
  const { individual_fees_avoided_cents: avoided, paid_cents: paid, net_saved_cents: net } = summary;
  return (
    <Figure
      label={t`Économie nette, par an`}
      value={net === null ? null : <Money cents={net} />}
      explanation={
        avoided === null || paid === null ? (
          <Trans>Il manque l’un des deux montants.</Trans>
        ) : (
          <Trans>
            <Money cents={avoided} /> évités − <Money cents={paid} /> payés.
          </Trans>
        )
      }
    />
  );
}

type OpenListProps = {
  summary: BenefitSummary;
  on: string | undefined;
  shown?: "organisations";
  hash?: string;
  children: ReactNode;
};

function OpenList({ summary, on, shown, hash = "beneficiaires", children }: OpenListProps) {
  return (
    <AnchorLink
      to="/networks/$networkId/benefits/$benefitId"
      params={{ networkId: summary.network_id, benefitId: summary.benefit_id }}
      search={{ on, shown }}
      hash={hash}
      size="sm"
    >
      {children}
    </AnchorLink>
  );
}
