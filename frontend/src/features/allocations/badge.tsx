import { useLingui as useActiveLingui } from "@lingui/react";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { List, Paper, Stack, Text, Title } from "@mantine/core";
import { IconRulerMeasure, IconShieldCheck, IconUsersGroup, type TablerIcon } from "@tabler/icons-react";
import { Elsewhere } from "@/features/allocations/page-links";
import { type Certificate, proofWords, type Run } from "@/features/allocations/words";
import { AnchorLink } from "@/ui/links";
import { StatusBadge } from "@/ui/status-badge";
import { Money } from "@/ui/values";

const icons: Partial<Record<Certificate["state"], TablerIcon>> = {
  nobody_gains: IconShieldCheck,
  somebody_gains: IconUsersGroup,
  not_asked: IconRulerMeasure,
};

/** What is proved of shares, in a few words. */
export function ProofBadge({ state }: { state: Certificate["state"] }) {
  const { i18n } = useActiveLingui();
  const { name, tone } = proofWords[state];
  const icon = icons[state];
  return (
    <StatusBadge tone={tone} {...(icon ? { icon } : {})}>
      {i18n._(name)}
    </StatusBadge>
  );
}

/** Would anybody do better elsewhere: the answer, its reason, and what to do when somebody would. */
export function ProofPanel({ run, proof }: { run: Run; proof: Certificate }) {
  return (
    <Paper p={{ base: "md", xs: "lg" }}>
      <Stack gap="md">
        <div>
          <ProofBadge state={proof.state} />
          <Text mt="sm" size="lg" lh={1.45}>
            {proof.sentence}
          </Text>
          <Checked proof={proof} />
        </div>
        {proof.state === "somebody_gains" ? <Blocking run={run} proof={proof} /> : null}
        <Losers proof={proof} />
        <LineByLine run={run} />
        <Meanings />
      </Stack>
    </Paper>
  );
}

function Checked({ proof }: { proof: Certificate }) {
  const {
    lines_compared: some,
    lines_count: count,
    margin_cents: margin,
    margin_exact: exact,
    tried,
  } = proof;
  if (proof.state === "not_asked") {
    return (
      <Text c="dimmed">
        <Trans>
          Dès que chacun dit ce qu’il paierait seul, cette page répond : personne n’y perd, ou qui y perd.
        </Trans>
      </Text>
    );
  }
  return (
    <Text c="dimmed">
      {some < count ? (
        <>
          <Trans>
            Sur {some} des {count} dépenses, celles dont le prix seul est connu.
          </Trans>{" "}
        </>
      ) : null}
      {tried > 0 && proof.state === "somebody_gains" ? (
        <Plural value={tried} one="Un groupe comparé." other="# groupes comparés." />
      ) : null}{" "}
      {margin !== null && margin > 0 ? (
        exact ? (
          <Trans>
            Le groupe le moins gagnant garde <Money cents={margin} /> d’avance à rester.
          </Trans>
        ) : (
          <Trans>
            Le groupe le moins gagnant garde au moins <Money cents={margin} /> d’avance à rester.
          </Trans>
        )
      ) : null}
    </Text>
  );
}

/** Who, how much, and the two remedies. Where lines are not open the group is not named. */
function Blocking({ run, proof }: { run: Run; proof: Certificate }) {
  const { t } = useLingui();
  const { blocking } = proof;
  return (
    <Stack gap="sm">
      {blocking ? (
        <>
          <dl style={{ margin: 0, display: "flex", flexWrap: "wrap", gap: "0.75rem 2rem" }}>
            <Sum label={t`Paie ici`} cents={blocking.pays_cents} />
            <Sum label={t`Paierait de son côté`} cents={blocking.alone_cents} />
            <Sum label={t`Y gagnerait`} cents={blocking.gain_cents} strong />
          </dl>
          {blocking.rounding ? (
            <Text size="sm" c="dimmed">
              <Trans>
                C’est moins d’un centime par organisation : l’arrondi seul peut l’expliquer, et il n’y a rien
                à faire.
              </Trans>
            </Text>
          ) : null}
        </>
      ) : (
        <Text c="dimmed">
          <Trans>
            Dans cet accord chacun ne lit que ses propres chiffres : le chef de file, lui, sait de qui il
            s’agit.
          </Trans>
        </Text>
      )}
      <Title order={3}>
        <Trans>Deux remèdes</Trans>
      </Title>
      <List spacing="xs" type="ordered">
        <List.Item>
          <Trans>
            Changer la règle de partage :{" "}
            <AnchorLink to="/allocations/$allocationId/what-if" params={{ allocationId: run.id }}>
              comparez-en d’autres
            </AnchorLink>
            , puis <Elsewhere to={`/agreements/${run.agreement_id}/rules/new`}>proposez-la au vote</Elsewhere>
            . « Des économies proches, sans raison de partir » est faite pour cela.
          </Trans>
        </List.Item>
        <List.Item>
          {blocking ? (
            <Trans>
              Garder la règle et convenir d’un geste : <Money cents={blocking.gain_cents} /> de moins pour ce
              groupe, décidés par tous, et il n’a plus de raison de partir.
            </Trans>
          ) : (
            <Trans>
              Garder la règle et convenir d’un geste : ce que ce groupe gagnerait de son côté, décidé par
              tous, et il n’a plus de raison de partir.
            </Trans>
          )}
        </List.Item>
      </List>
    </Stack>
  );
}

function Sum({ label, cents, strong = false }: { label: string; cents: number; strong?: boolean }) {
  return (
    <div>
      <Text component="dt" size="sm" c="dimmed">
        {label}
      </Text>
      <Text component="dd" m={0} fw={strong ? 650 : 500} size="lg">
        <Money cents={cents} />
      </Text>
    </div>
  );
}

/** Who pays more here than alone. */
function Losers({ proof: { losers } }: { proof: Certificate }) {
  if (losers.length === 0) return null;
  return (
    <div>
      <Title order={3}>
        <Trans>Paient plus ici que seules</Trans>
      </Title>
      <List spacing={4} mt={4}>
        {losers.map(({ organisation_id: id, organisation_name: name, more_cents: more }) => (
          <List.Item key={id}>
            <Trans>
              {name} : <Money cents={more} /> de plus
            </Trans>
          </List.Item>
        ))}
      </List>
    </div>
  );
}

function LineByLine({ run }: { run: Run }) {
  if (run.lines.length < 2) return null;
  return (
    <details>
      <summary style={{ cursor: "pointer", fontWeight: 600, minHeight: "1.5rem" }}>
        <Trans>Dépense par dépense</Trans>
      </summary>
      <Stack gap="sm" mt="sm" component="ul" style={{ listStyle: "none", padding: 0 }}>
        {run.lines.map(({ id, name, certificate }) => (
          <li key={id}>
            <Text fw={600} span mr="xs">
              {name}
            </Text>
            {certificate ? (
              <>
                <ProofBadge state={certificate.state} />
                <Text size="sm" c="dimmed">
                  {certificate.sentence}
                </Text>
              </>
            ) : null}
          </li>
        ))}
      </Stack>
    </details>
  );
}

/** What each mention promises, and does not. */
function Meanings() {
  const { i18n } = useActiveLingui();
  const { t } = useLingui();
  const meanings: [Certificate["state"], string][] = [
    [
      "nobody_gains",
      t`Démontré : ni une organisation, ni un groupe quel qu’il soit ne paierait moins de son côté.`,
    ],
    [
      "nobody_loses",
      t`Chacun a été comparé à son propre prix seul. Les prix qu’auraient des groupes ne sont pas connus.`,
    ],
    ["somebody_gains", t`Un groupe est nommé, avec ce qu’il gagnerait et ce qui peut être fait.`],
    ["not_proved", t`Rien n’a été trouvé contre ce partage, mais tout n’a pas pu être vérifié.`],
    ["not_asked", t`Sans prix seul, il n’y a rien à comparer.`],
  ];
  return (
    <details>
      <summary style={{ cursor: "pointer", fontWeight: 600, minHeight: "1.5rem" }}>
        <Trans>Ce que veut dire cette mention</Trans>
      </summary>
      <Stack gap="xs" mt="sm" component="dl">
        {meanings.map(([state, meaning]) => (
          <div key={state}>
            <Text component="dt" fw={600} size="sm">
              {i18n._(proofWords[state].name)}
            </Text>
            <Text component="dd" m={0} size="sm" c="dimmed">
              {meaning}
            </Text>
          </div>
        ))}
      </Stack>
    </details>
  );
}
