import { Plural, Trans } from "@lingui/react/macro";
import { Paper, Stack, Text } from "@mantine/core";
import { Legend, legendOf, PaidBar } from "@/features/allocations/bars";
import { scaleOf } from "@/features/allocations/bars-geometry";
import classes from "@/features/allocations/member.module.css";
import type { Explanation } from "@/features/allocations/words";
import { Money, Percent } from "@/ui/values";

/** Alone against here, in one sentence and one bar. */
export function Hero({ told }: { told: Explanation }) {
  const { comparison: compared } = told;
  const paid = compared
    ? { cents: compared.share_cents, alone_cents: compared.alone_cents }
    : { cents: told.cents, alone_cents: null };
  return (
    <Paper className={classes.hero ?? ""} p={{ base: "md", xs: "lg" }}>
      <Text className={classes.sentence ?? ""} component="p">
        {!told.is_mine ? (
          told.sentences[0]
        ) : compared ? (
          <Ours compared={compared} />
        ) : (
          <OursAlone told={told} />
        )}
      </Text>
      {compared ? (
        <div className={classes.bar}>
          <PaidBar paid={paid} scale={scaleOf([paid])} tall />
          <Legend {...legendOf([paid])} />
        </div>
      ) : null}
      <Stack gap={4} className={classes.notes ?? ""}>
        <Scope told={told} />
        <Present told={told} />
        <Balance told={told} />
      </Stack>
    </Paper>
  );
}

function Ours({ compared }: { compared: NonNullable<Explanation["comparison"]> }) {
  const { alone_cents: alone, share_cents: share, saved_cents: saved, saved_bp: part } = compared;
  const figures = { alone: <Money cents={alone} />, here: <Money cents={share} /> };
  if (saved === 0) return <Trans>Seul, vous paieriez {figures.alone} : autant qu’ici.</Trans>;
  const percent = part === null ? null : <Percent ratio={Math.abs(part) / 10_000} decimals={1} />;
  return saved > 0 ? (
    <Trans>
      Seul, vous paieriez {figures.alone} ; ici, {figures.here} :{" "}
      <strong>
        <Money cents={saved} /> de moins
      </strong>{" "}
      ({percent}).
    </Trans>
  ) : (
    <Trans>
      Seul, vous paieriez {figures.alone} ; ici, {figures.here} :{" "}
      <strong>
        <Money cents={-saved} /> de plus
      </strong>
      .
    </Trans>
  );
}

function OursAlone({ told }: { told: Explanation }) {
  return (
    <Trans>
      Votre part est de{" "}
      <strong>
        <Money cents={told.cents} />
      </strong>
      .
    </Trans>
  );
}

/** On how many lines the comparison rests; what is missing for it, and who can give it. */
function Scope({ told: { comparison: compared, cents, is_mine: mine, state } }: { told: Explanation }) {
  if (!compared) {
    return (
      <Text c="dimmed">
        {!mine ? (
          <Trans>Sans prix seul, rien ne dit ce que cette organisation gagne à partager.</Trans>
        ) : state === "draft" ? (
          <Trans>
            Ce que vous paieriez seul n’est pas connu. Un devis ou un tarif suffit : une fois qu’il est
            demandé pour une dépense et déclaré parmi les besoins, la comparaison paraît ici.
          </Trans>
        ) : (
          <Trans>
            Ce que vous paieriez seul n’est pas connu : personne ne l’a déclaré pour ce partage. Un devis ou
            un tarif suffit ; donnez-le au chef de file avant le prochain, et la comparaison paraîtra.
          </Trans>
        )}
      </Text>
    );
  }
  const { lines_compared: some, lines_count: count, share_cents: share } = compared;
  if (some === count) return null;
  return (
    <Text c="dimmed">
      <Trans>
        La comparaison porte sur {some} des {count} dépenses, celles dont le prix seul est connu :{" "}
        <Money cents={share} /> sur une part de <Money cents={cents} /> en tout.
      </Trans>
    </Text>
  );
}

function Present({ told: { days_present: present, days } }: { told: Explanation }) {
  if (present >= days) return null;
  return (
    <Text c="dimmed">
      <Plural
        value={present}
        one={`Présente # jour sur ${days} : la part en tient compte.`}
        other={`Présente # jours sur ${days} : la part en tient compte.`}
      />
    </Text>
  );
}

/** Of actual costs: what was called already, and what is left or given back. */
function Balance({ told }: { told: Explanation }) {
  const { stage, called_cents: called, balance_cents: balance } = told;
  if (stage !== "actual") return null;
  return (
    <Text>
      {balance >= 0 ? (
        <Trans>
          <Money cents={called} /> ont déjà été appelés : il reste{" "}
          <strong>
            <Money cents={balance} />
          </strong>{" "}
          à payer.
        </Trans>
      ) : (
        <Trans>
          <Money cents={called} /> ont déjà été appelés :{" "}
          <strong>
            <Money cents={-balance} />
          </strong>{" "}
          sont rendus.
        </Trans>
      )}
    </Text>
  );
}
