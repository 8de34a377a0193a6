import { useLingui as useActiveLingui } from "@lingui/react";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Alert, Group, Paper, Stack, Table, Text, Title } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "@/features/decisions/count-section.module.css";
import {
  type Bar,
  countsAbstentions,
  majorityBar,
  quorumBar,
  quorumTotal,
  tellsOrganisationsApart,
} from "@/features/decisions/figures";
import {
  baseWords,
  type Count,
  choices,
  choiceWords,
  type Decision,
  levelWords,
  type Majority,
} from "@/features/decisions/words";
import { Section } from "@/ui/page";
import { StatusBadge, type Tone } from "@/ui/status-badge";
import { Money, Percent, Quantity } from "@/ui/values";

/** Where the vote stands: the quorum, each majority; a picture, and the same figures in a table. */
export function CountSection({ decision, count }: { decision: Decision; count: Count }) {
  const { t } = useLingui();
  const closed = decision.state === "closed";
  const { majorities } = count;
  return (
    <Section title={closed ? t`Le décompte` : t`Où en est le vote`}>
      <Stack gap="md">
        {closed ? null : <IfClosedNow count={count} />}
        <QuorumPart decision={decision} count={count} closed={closed} />
        {count.withheld ? (
          <Alert color="gray" variant="light" icon={<IconLock aria-hidden="true" />}>
            {count.withheld}
          </Alert>
        ) : null}
        {majorities?.map((majority) => (
          <MajorityPart key={majority.measure} count={count} majority={majority} closed={closed} />
        ))}
        {tellsOrganisationsApart(count) ? <Organisations count={count} /> : null}
      </Stack>
    </Section>
  );
}

function IfClosedNow({ count: { outcome } }: { count: Count }) {
  if (outcome === null) return null;
  return (
    <Text>
      {outcome === "adopted" ? (
        <Trans>
          Si le vote s’arrêtait maintenant, la décision serait <strong>adoptée</strong>.
        </Trans>
      ) : outcome === "rejected" ? (
        <Trans>
          Si le vote s’arrêtait maintenant, la décision serait <strong>rejetée</strong>.
        </Trans>
      ) : (
        <Trans>
          Si le vote s’arrêtait maintenant, <strong>le quorum manquerait</strong> et rien ne serait décidé.
        </Trans>
      )}
    </Text>
  );
}

type PartProps = {
  title: ReactNode;
  badge: ReactNode;
  words: ReactNode;
  bar: Bar | null;
  children: ReactNode;
};

function Part({ title, badge, words, bar, children }: PartProps) {
  return (
    <Paper p="md">
      <Group justify="space-between" gap="xs" mb={4}>
        <Title order={3}>{title}</Title>
        {badge}
      </Group>
      <Text mb="sm">{words}</Text>
      {bar ? <Picture bar={bar} /> : null}
      {children}
    </Paper>
  );
}

/** For those who see: the table beneath holds the same figures. */
function Picture({ bar: { parts, mark } }: { bar: Bar }) {
  return (
    <div className={classes.track} aria-hidden="true">
      <div className={classes.bar}>
        {parts
          .filter(({ width }) => width > 0)
          .map(({ key, width }) => (
            <div
              key={key}
              className={classes.part}
              data-key={key}
              style={{ width: `${width.toFixed(2)}%` }}
            />
          ))}
      </div>
      <div className={classes.mark} style={{ left: `${Math.min(mark, 100).toFixed(2)}%` }} />
    </div>
  );
}

function Figures({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Table className={classes.figures ?? ""} aria-label={label} withRowBorders={false} mt="sm">
      <Table.Tbody>{children}</Table.Tbody>
    </Table>
  );
}

function Row({ swatch, name, children }: { swatch?: string; name: ReactNode; children: ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        {swatch ? <span className={classes.swatch} data-key={swatch} aria-hidden="true" /> : null}
        {name}
      </Table.Th>
      <Table.Td ta="right">{children}</Table.Td>
    </Table.Tr>
  );
}

type QuorumPartProps = { decision: Decision; count: Count; closed: boolean };

function QuorumPart({ decision, count, closed }: QuorumPartProps) {
  const { t } = useLingui();
  const { quorum_required: required, quorum_present: present, quorum_reached: reached } = count;
  const total = quorumTotal(count, decision.electorate);
  const byVotes = count.quorum_basis === "votes";
  return (
    <Part
      title={<Trans>Quorum</Trans>}
      badge={<QuorumBadge reached={reached} closed={closed} />}
      words={
        required === null || present === null ? (
          <Trans>
            Le quorum se compte en voix, qui suivent les apports : son compte n’est pas donné ici.
          </Trans>
        ) : required === 0 ? (
          <Trans>Aucun quorum n’est exigé.</Trans>
        ) : byVotes ? (
          <Trans>
            <Quantity value={present} /> voix présentes ou représentées ; il en faut{" "}
            <Quantity value={required} />.
          </Trans>
        ) : (
          <Plural
            value={present}
            _0={`Personne n’a encore voté ; il faut ${required} organisations.`}
            one={`# organisation présente ou représentée ; il en faut ${required}.`}
            other={`# organisations présentes ou représentées ; il en faut ${required}.`}
          />
        )
      }
      bar={quorumBar(count, total)}
    >
      <Figures label={t`Chiffres du quorum`}>
        <Row swatch="in_person" name={<Trans>Ont voté elles-mêmes</Trans>}>
          <Quantity value={count.in_person} />
        </Row>
        <Row swatch={byVotes ? "in_person" : "represented"} name={<Trans>Ont voté par procuration</Trans>}>
          <Quantity value={count.represented} />
        </Row>
        {byVotes && present !== null ? (
          <Row name={<Trans>Voix présentes ou représentées</Trans>}>
            <Quantity value={present} />
          </Row>
        ) : null}
        {required === null ? null : (
          <Row
            swatch="mark"
            name={byVotes ? <Trans>Voix requises</Trans> : <Trans>Organisations requises</Trans>}
          >
            <Quantity value={required} />
          </Row>
        )}
        <Row name={<Trans>Organisations qui ont une voix</Trans>}>
          <Quantity value={count.electors} />
        </Row>
        {byVotes && total !== null ? (
          <Row name={<Trans>Voix en tout</Trans>}>
            <Quantity value={total} />
          </Row>
        ) : null}
      </Figures>
    </Part>
  );
}

function QuorumBadge({ reached, closed }: { reached: boolean | null; closed: boolean }) {
  if (reached === null) return null;
  return (
    <StatusBadge tone={toneOf(reached, closed)}>
      {reached ? (
        <Trans>atteint</Trans>
      ) : closed ? (
        <Trans>non atteint</Trans>
      ) : (
        <Trans>pas encore atteint</Trans>
      )}
    </StatusBadge>
  );
}

function MajorityBadge({ reached, closed }: { reached: boolean; closed: boolean }) {
  return (
    <StatusBadge tone={toneOf(reached, closed)}>
      {reached ? (
        <Trans>atteinte</Trans>
      ) : closed ? (
        <Trans>non atteinte</Trans>
      ) : (
        <Trans>pas encore atteinte</Trans>
      )}
    </StatusBadge>
  );
}

function toneOf(reached: boolean, closed: boolean): Tone {
  return reached ? "positive" : closed ? "negative" : "attention";
}

type MajorityPartProps = { count: Count; majority: Majority; closed: boolean };

function MajorityPart({ count, majority, closed }: MajorityPartProps) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const { share_bp: share, measure, base } = majority;
  const level = i18n._(levelWords[count.level]);
  const of = i18n._(baseWords[count.base]);
  const outside = !countsAbstentions(majority);
  const titles = {
    votes: t`Majorité`,
    members: t`Majorité des membres`,
    contributions: t`Majorité des apports`,
    colleges: t`Majorité par collèges`,
  };
  return (
    <Part
      title={titles[measure]}
      badge={<MajorityBadge reached={majority.reached} closed={closed} />}
      words={
        <>
          {share === null ? (
            <Trans>Aucune voix ne se compte encore.</Trans>
          ) : (
            <Trans>
              <Percent ratio={share / 10_000} decimals={share % 100 === 0 ? 0 : 2} /> pour.
            </Trans>
          )}{" "}
          {measure === "contributions" ? (
            <Trans>Il faut {level} des apports.</Trans>
          ) : measure === "colleges" ? (
            <Trans>Il faut {level}, chaque collège comptant pour son poids.</Trans>
          ) : (
            <Trans>
              Il faut {level} {of}.
            </Trans>
          )}
        </>
      }
      bar={majorityBar(majority, count.level)}
    >
      {measure === "colleges" ? (
        <Colleges majority={majority} />
      ) : (
        <Figures label={t`Chiffres de la majorité`}>
          {choices.map((choice) => (
            <Row
              key={choice}
              {...(choice === "abstain" && outside ? {} : { swatch: choice })}
              name={
                choice === "abstain" && outside ? (
                  <Trans>Abstention, hors du calcul</Trans>
                ) : (
                  i18n._(choiceWords[choice])
                )
              }
            >
              <Measured measure={measure} value={majority[choice]} />
            </Row>
          ))}
          <Row name={<Trans>Base du calcul</Trans>}>
            <Measured measure={measure} value={base} />
          </Row>
          <Row swatch="mark" name={<Trans>Requis</Trans>}>
            {level}
          </Row>
        </Figures>
      )}
    </Part>
  );
}

function Measured({ measure, value }: { measure: Majority["measure"]; value: number }) {
  return measure === "contributions" ? <Money cents={value} /> : <Quantity value={value} />;
}

function Colleges({ majority: { colleges } }: { majority: Majority }) {
  const { t } = useLingui();
  return (
    <Table.ScrollContainer
      minWidth={380}
      mt="sm"
      scrollAreaProps={{
        viewportProps: { tabIndex: 0, role: "region", "aria-label": t`Chiffres des collèges` },
      }}
    >
      <Table className={classes.figures ?? ""} aria-label={t`Chiffres des collèges`}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">
              <Trans>Collège</Trans>
            </Table.Th>
            {[t`Poids`, t`Pour`, t`Contre`, t`Abstention`, t`Base`].map((name) => (
              <Table.Th key={name} scope="col" ta="right">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {colleges.map((college) => (
            <Table.Tr key={college.name}>
              <Table.Th scope="row" fw={400}>
                {college.name}
              </Table.Th>
              <Table.Td ta="right">
                <Percent ratio={college.weight_bp / 10_000} decimals={0} />
              </Table.Td>
              {[college.yes, college.no, college.abstain, college.base].map((value, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a table keep their places
                <Table.Td key={place} ta="right">
                  <Quantity value={value} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** Where organisations do not weigh the same, how many chose what. */
function Organisations({ count }: { count: Count }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  return (
    <Paper p="md">
      <Title order={3}>
        <Trans>En nombre d’organisations</Trans>
      </Title>
      <Figures label={t`Nombre d’organisations`}>
        {choices.map((choice) => (
          <Row key={choice} name={i18n._(choiceWords[choice])}>
            <Quantity value={count[choice] ?? 0} />
          </Row>
        ))}
      </Figures>
    </Paper>
  );
}
