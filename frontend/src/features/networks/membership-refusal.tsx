import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, List, Stack, Text } from "@mantine/core";
import { IconRefreshAlert } from "@tabler/icons-react";
import { isProblem } from "@/api/problem";
import { NetworkLink } from "@/features/networks/links";
import { Refusal } from "@/ui/dialog";

type Step = { network_id: string; name: string };

/** A refused membership; a circle of networks is drawn link by link. */
export function MembershipRefusal({ error }: { error: unknown }) {
  if (!error) return null;
  if (isProblem(error, "network_cycle")) return <Cycle detail={error.detail} path={stepsOf(error.context)} />;
  return <Refusal error={error} />;
}

/** The networks by which the one already belongs to the other, in order. */
export function stepsOf(context: Record<string, unknown>): Step[] {
  const { path } = context;
  return Array.isArray(path) ? (path as Step[]) : [];
}

function Cycle({ detail, path }: { detail: string; path: Step[] }) {
  const { t } = useLingui();
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconRefreshAlert aria-hidden="true" />}
      title={t`Ces deux réseaux tourneraient en rond`}
    >
      <Stack gap="xs">
        <Text size="sm">{detail}</Text>
        <List size="sm" aria-label={t`Le chemin qui existe déjà`}>
          {path.slice(0, -1).map((step, place) => {
            const member = <NetworkLink id={step.network_id} name={step.name} />;
            const next = path[place + 1];
            const network = next ? <NetworkLink id={next.network_id} name={next.name} /> : null;
            return (
              <List.Item key={step.network_id}>
                <Trans>
                  {member} adhère à {network}
                </Trans>
              </List.Item>
            );
          })}
        </List>
        <Text size="sm">
          <Trans>
            Un avantage reviendrait sans fin à celui qui le donne. Pour changer le sens, mettez d’abord fin à
            l’une de ces adhésions.
          </Trans>
        </Text>
      </Stack>
    </Alert>
  );
}
