import { Plural, Trans } from "@lingui/react/macro";
import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconHandStop } from "@tabler/icons-react";
import { useApiMutation } from "@/api/hooks";
import { useCan } from "@/app/session";
import { convene, type Decision, propose, readings } from "@/features/decisions/words";
import { Refusal } from "@/ui/dialog";
import { DateText } from "@/ui/values";

/** A question nobody is asked yet: who supports it, and what brings it to the vote. */
export function DraftPanel({ decision }: { decision: Decision }) {
  const { supports, supports_needed: needed, mine, earliest_opening: earliest } = decision;
  const mayConvene = useCan(convene) && mine.may_convene;
  const names = supports.map(({ name }) => name).join(", ");
  return (
    <Paper p="lg" mb="xl">
      <Stack gap="sm" align="flex-start">
        <Title order={2}>
          <Trans>Cette question n’est pas encore posée</Trans>
        </Title>
        <Text>
          {mayConvene ? (
            <Trans>Convoquez les membres pour la mettre au vote.</Trans>
          ) : (
            <Plural
              value={needed}
              one="Le chef de file convoque les membres ; sans lui, une organisation qui la soutient peut le faire."
              other="Le chef de file convoque les membres ; sans lui, une organisation qui la soutient peut le faire dès que # la soutiennent."
            />
          )}{" "}
          {earliest ? (
            <Trans>
              Convoqué maintenant, le vote ouvrirait au plus tôt le{" "}
              <DateText value={earliest} style="moment" />.
            </Trans>
          ) : null}
        </Text>
        <Text>
          <Plural
            value={supports.length}
            _0="Aucune organisation ne la soutient encore."
            one="# organisation la soutient :"
            other="# organisations la soutiennent :"
          />{" "}
          {names}
        </Text>
        <SupportButton decision={decision} />
      </Stack>
    </Paper>
  );
}

function SupportButton({ decision: { id, mine } }: { decision: Decision }) {
  const maySupport = useCan(propose);
  const support = useApiMutation("post", "/v1/decisions/{decision_id}/support", { invalidates: readings });
  const stop = useApiMutation("delete", "/v1/decisions/{decision_id}/support", { invalidates: readings });
  if (!maySupport) return null;
  const call = { path: { decision_id: id } };
  const error = support.error ?? stop.error;
  return (
    <>
      {error ? <Refusal error={error} /> : null}
      <Group>
        {mine.supports ? (
          <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate(call)}>
            <Trans>Ne plus soutenir</Trans>
          </Button>
        ) : (
          <Button
            variant="default"
            loading={support.isPending}
            leftSection={<IconHandStop size={18} aria-hidden="true" />}
            onClick={() => support.mutate(call)}
          >
            <Trans>Soutenir cette question</Trans>
          </Button>
        )}
      </Group>
    </>
  );
}
