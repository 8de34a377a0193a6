import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Checkbox, Group, Paper, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ItemOf } from "@/api/client";
import { useApiMutation } from "@/api/hooks";
import { type Party, useAsked, useParties } from "@/features/purchases/rounds/agreements";
import { askedAfter, type Candidate, candidatesOf } from "@/features/purchases/rounds/asked";
import classes from "@/features/purchases/rounds/rounds.module.css";
import { type ReportUnsaved, useReport } from "@/features/purchases/rounds/unsaved";
import { type Round, readings } from "@/features/purchases/words";
import { Refusal } from "@/ui/dialog";
import { Section } from "@/ui/page";
import { Loaded } from "@/ui/states";
import { toastDone } from "@/ui/toast";

type Member = ItemOf<"/v1/purchases/{round_id}/members">;

/** Which organisations are asked. One that answered stays; between competitors the coordinator is not one of them. */
export function AskedForm({ round, report }: { round: Round; report: ReportUnsaved }) {
  const { t } = useLingui();
  const parties = useParties(round.agreement_id);
  const members = useAsked(round.id);
  const both = {
    data: parties.data && members.data ? { parties: parties.data, members: members.data } : undefined,
    error: parties.error ?? members.error,
    refetch: () => {
      void parties.refetch();
      void members.refetch();
    },
  };
  return (
    <Section title={t`Qui est consulté`}>
      <Paper p="lg">
        <Loaded query={both} lines={4}>
          {(data) => <Choosing round={round} report={report} {...data} />}
        </Loaded>
      </Paper>
    </Section>
  );
}

type ChoosingProps = { round: Round; report: ReportUnsaved; parties: Party[]; members: Member[] };

const many = 12;

function Choosing({ round, report, parties, members }: ChoosingProps) {
  const { t } = useLingui();
  const candidates = candidatesOf(round, parties, members);
  const free = candidates.filter(({ held }) => !held).map(({ id }) => id);
  const [chosen, setChosen] = useState<string[]>(() => members.map(({ organisation_id: id }) => id));
  const [looked, setLooked] = useState("");
  const ask = useApiMutation("put", "/v1/purchases/{round_id}/members", {
    invalidates: readings,
    onSuccess: () => toastDone(t`La liste est enregistrée.`),
  });
  const wanted = askedAfter(members, candidates, chosen);
  const before = members.map(({ organisation_id: id }) => id);
  useReport(report, "asked", wanted.length !== before.length || wanted.some((id) => !before.includes(id)));
  const shown = candidates.filter(({ name }) => name.toLowerCase().includes(looked.trim().toLowerCase()));
  return (
    <Stack gap="md">
      <Text maw="42rem">
        {round.confidentiality === "coopetition" ? (
          <Trans>
            Entre concurrents, celui qui coordonne lit les besoins de tous : votre organisation ne peut donc
            pas acheter dans cet achat. Pour y acheter, faites d’abord voter un autre chef de file.
          </Trans>
        ) : (
          <Trans>
            Les organisations cochées diront leurs besoins ; elles seules pourront acheter. Les autres parties
            de l’accord pourront lire l’achat.
          </Trans>
        )}
      </Text>
      {candidates.length > many ? (
        <TextInput
          label={t`Chercher une organisation`}
          value={looked}
          onChange={(event) => setLooked(event.currentTarget.value)}
          maw="24rem"
        />
      ) : null}
      <Group gap="sm">
        <Text fw={600}>
          <Plural value={wanted.length} one="# organisation consultée" other="# organisations consultées" />
        </Text>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => setChosen((before) => [...new Set([...before, ...candidates.map(({ id }) => id)])])}
        >
          <Trans>Tout cocher</Trans>
        </Button>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => setChosen((before) => before.filter((id) => !free.includes(id)))}
        >
          <Trans>Tout décocher</Trans>
        </Button>
      </Group>
      <Checkbox.Group value={chosen} onChange={setChosen} aria-label={t`Organisations consultées`}>
        <Stack gap="xs" className={classes.chosen ?? ""}>
          {shown.map((one) => (
            <CandidateBox key={one.id} candidate={one} />
          ))}
        </Stack>
      </Checkbox.Group>
      {wanted.length < 2 ? (
        <Text c="dimmed" role="status">
          <Trans>Un achat groupé consulte au moins deux organisations.</Trans>
        </Text>
      ) : null}
      {ask.error ? <Refusal error={ask.error} /> : null}
      <Group justify="flex-end">
        <Button
          variant="default"
          disabled={wanted.length < 2}
          loading={ask.isPending}
          onClick={() => ask.mutate({ path: { round_id: round.id }, body: { organisation_ids: wanted } })}
        >
          <Trans>Enregistrer la liste</Trans>
        </Button>
      </Group>
    </Stack>
  );
}

function CandidateBox({ candidate: { id, name, held } }: { candidate: Candidate }) {
  const { t } = useLingui();
  const description =
    held === "answered"
      ? t`A répondu : elle reste consultée.`
      : held === "neutral"
        ? t`Coordonne l’achat : elle n’y achète pas.`
        : undefined;
  return (
    <Checkbox
      value={id}
      label={name}
      disabled={held !== undefined}
      classNames={{ label: classes.candidate ?? "" }}
      {...(description ? { description } : {})}
    />
  );
}
