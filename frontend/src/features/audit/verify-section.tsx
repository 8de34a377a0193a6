import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, Paper, Stack, Text, Textarea, Title } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconShieldCheck } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { request } from "@/api/client";
import type { ApiProblem } from "@/api/problem";
import { type Kept, readKept } from "@/features/audit/kept";
import type { Verification } from "@/features/audit/words";
import { Refusal } from "@/ui/dialog";

/** The chain recomputed on demand, and compared with a fingerprint kept from earlier. */
function useVerification(agreementId: string) {
  return useMutation<Verification, ApiProblem, Kept | undefined>({
    mutationFn: (kept) =>
      request("get", "/v1/audit/verification/{agreement_id}", {
        path: { agreement_id: agreementId },
        query: kept ?? {},
      }),
  });
}

export function VerifySection({ agreementId }: { agreementId: string }) {
  const [comparing, setComparing] = useState(false);
  const verification = useVerification(agreementId);
  const { data, error, isPending, mutate, variables } = verification;
  return (
    <Paper component="section" p="md" h="100%">
      <Stack gap="md">
        <Title order={2} size="h3">
          <Trans>Vérifier le journal</Trans>
        </Title>
        <Text maw="48rem">
          <Trans>
            Chaque enregistrement contient l’empreinte de celui qui le précède. Essaim les recalcule l’une
            après l’autre : un enregistrement modifié, déplacé ou retiré se voit aussitôt.
          </Trans>
        </Text>
        <Group gap="sm">
          <Button
            leftSection={<IconShieldCheck size={18} aria-hidden="true" />}
            loading={isPending}
            onClick={() => mutate(undefined)}
          >
            <Trans>Vérifier maintenant</Trans>
          </Button>
          {comparing ? null : (
            <Button variant="default" onClick={() => setComparing(true)}>
              <Trans>Comparer une empreinte gardée</Trans>
            </Button>
          )}
        </Group>
        {comparing ? <Compare pending={isPending} onCompare={mutate} /> : null}
        <div aria-live="polite">
          {error ? <Refusal error={error} /> : null}
          {data ? <Result result={data} kept={variables} /> : null}
        </div>
      </Stack>
    </Paper>
  );
}

type CompareProps = { pending: boolean; onCompare: (kept: Kept) => void };

function Compare({ pending, onCompare }: CompareProps) {
  const { t } = useLingui();
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState(false);
  const submit = () => {
    const kept = readKept(typed);
    setWrong(kept === null);
    if (kept) onCompare(kept);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="sm" maw="40rem">
        <Textarea
          label={t`Ce que vous aviez gardé`}
          description={t`Collez la phrase entière, ou le numéro suivi de l’empreinte.`}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={wrong ? t`Il faut un numéro, et une empreinte de 64 chiffres et lettres.` : null}
          autosize
          minRows={2}
        />
        <Group>
          <Button type="submit" variant="default" loading={pending}>
            <Trans>Comparer</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Result({ result, kept }: { result: Verification; kept: Kept | undefined }) {
  const { t } = useLingui();
  const { intact, sentence, from_seq: from } = result;
  return (
    <Stack gap="sm">
      <Alert
        variant="light"
        color={intact ? "pine" : "red"}
        icon={intact ? <IconCircleCheck aria-hidden="true" /> : <IconAlertTriangle aria-hidden="true" />}
        title={intact ? t`Le journal est intact` : t`Le journal a été altéré`}
      >
        <Text>{sentence}</Text>
        {intact ? null : (
          <Text mt="xs">
            <Trans>
              Prévenez les autres parties et la personne qui administre Essaim : la commande « essaim audit
              verify » dira ce qui a changé, ligne par ligne.
            </Trans>
          </Text>
        )}
        {intact && from !== null && from > 1 ? (
          <Text mt="xs" size="sm">
            <Trans>
              Les enregistrements antérieurs au n° {from} se vérifient avec la commande « essaim audit
              verify ».
            </Trans>
          </Text>
        ) : null}
      </Alert>
      {kept && result.kept ? <Comparison kept={kept} outcome={result.kept} /> : null}
    </Stack>
  );
}

type ComparisonProps = { kept: Kept; outcome: NonNullable<Verification["kept"]> };

function Comparison({ kept: { seq }, outcome }: ComparisonProps) {
  const { t } = useLingui();
  const words = {
    same: {
      title: t`C’est bien la même empreinte`,
      detail: t`L’enregistrement n° ${seq} et tout ce qui le précède sont tels que vous les aviez trouvés.`,
    },
    different: {
      title: t`L’empreinte n’est pas la même`,
      detail: t`L’enregistrement n° ${seq}, ou un autre avant lui, n’est plus celui que vous aviez gardé. Vérifiez ce que vous avez collé, puis prévenez les autres parties.`,
    },
    unknown: {
      title: t`Cet enregistrement est introuvable`,
      detail: t`Le journal que vous lisez n’a pas d’enregistrement n° ${seq}. Vérifiez le numéro ; s’il est juste, la fin du journal a été retirée.`,
    },
  }[outcome];
  const same = outcome === "same";
  return (
    <Alert
      variant="light"
      color={same ? "pine" : outcome === "different" ? "red" : "orange"}
      icon={same ? <IconCircleCheck aria-hidden="true" /> : <IconAlertTriangle aria-hidden="true" />}
      title={words.title}
    >
      {words.detail}
    </Alert>
  );
}
