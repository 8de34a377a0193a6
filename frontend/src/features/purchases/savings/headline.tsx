import { Trans } from "@lingui/react/macro";
import { Paper, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { headlineOf } from "@/features/purchases/savings/figures";
import classes from "@/features/purchases/savings/savings.module.css";
import type { MemberSavings } from "@/features/purchases/savings/words";
import { Money } from "@/ui/values";

/** What the purchase came to for one organisation, in a figure and a sentence; a loss is said as one. */
export function SavingsHeadline({ member }: { member: MemberSavings }) {
  const said = headlineOf(member);
  const name = member.organisation_name;
  if (said.stage === "none") return null;
  const isLoss = said.cents < 0;
  const amount = <Money cents={Math.abs(said.cents)} />;
  return (
    <Paper p="lg" mb="lg">
      <div className={classes.hero}>
        <div>
          <Text component="p" className={classes.big ?? ""} c={isLoss ? "red" : "pine"}>
            {amount}
          </Text>
          <Text fw={600} component="p">
            {said.stage === "forecast" ? (
              isLoss ? (
                <Trans>de plus que ses prix d’avant : {name} y perdrait</Trans>
              ) : (
                <Trans>d’économie prévue pour {name}</Trans>
              )
            ) : isLoss ? (
              <Trans>de plus que ses prix d’avant : {name} y a perdu</Trans>
            ) : (
              <Trans>économisés par {name}</Trans>
            )}
          </Text>
        </div>
        <Text c="dimmed" maw="34rem">
          {said.stage === "forecast" ? (
            <Trans>
              Prévision, sur les volumes engagés à l’attribution. Le réel se mesurera quand le lot sera clos.
            </Trans>
          ) : (
            <Reasons forecast={said.forecast} rebate={said.rebate} difference={member.difference_cents} />
          )}
        </Text>
      </div>
    </Paper>
  );
}

type ReasonsProps = { forecast: number | null; rebate: number; difference: number | null };

/** How far from the forecast, and what a rebate brought. */
function Reasons({ forecast, rebate, difference }: ReasonsProps): ReactNode {
  return (
    <>
      {forecast === null ? null : difference === null || difference === 0 ? (
        <Trans>
          Comme prévu à l’attribution : <Money cents={forecast} />.
        </Trans>
      ) : difference < 0 ? (
        <Trans>
          L’attribution prévoyait <Money cents={forecast} />
           : le gain réel sur les prix est plus bas de <Money cents={-difference} />.
        </Trans>
      ) : (
        <Trans>
          L’attribution prévoyait <Money cents={forecast} />
           : le gain réel sur les prix est plus haut de <Money cents={difference} />.
        </Trans>
      )}{" "}
      {rebate === 0 ? null : (
        <Trans>
          La remise de fin d’année y ajoute <Money cents={rebate} />.
        </Trans>
      )}
    </>
  );
}
