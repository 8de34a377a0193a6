import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Center, Group, Paper, Skeleton, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import { IconAlertTriangle, IconCloudOff, IconInbox, type TablerIcon } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { isProblem } from "@/api/problem";
import { ButtonLink } from "@/ui/links";

type EmptyStateProps = {
  title: string;
  /** What to do next, or why there is nothing. */
  children: ReactNode;
  /** The button that does it. */
  action?: ReactNode;
  icon?: TablerIcon;
};

/** Nothing to show, and what to do about it. */
export function EmptyState({ title, children, action, icon: Icon = IconInbox }: EmptyStateProps) {
  return (
    <Paper p="xl">
      <Center>
        <Stack align="center" gap="sm" maw="30rem" ta="center">
          <ThemeIcon variant="light" size={52} radius="xl" aria-hidden="true">
            <Icon size={28} stroke={1.6} />
          </ThemeIcon>
          <Text fw={650} size="lg">
            {title}
          </Text>
          <Text c="dimmed" component="div">
            {children}
          </Text>
          {action}
        </Stack>
      </Center>
    </Paper>
  );
}

/** What went wrong, in the words of the service when it has some. */
export function useProblemWords(error: unknown): { title: string; detail: string } {
  const { t } = useLingui();
  if (isProblem(error, "unreachable")) {
    return {
      title: t`Le service ne répond pas`,
      detail: t`Vérifiez votre connexion, puis réessayez. Rien de ce que vous avez enregistré n’est perdu.`,
    };
  }
  if (isProblem(error, "timed_out")) {
    return {
      title: t`La réponse tarde trop`,
      detail: t`Le service est peut-être très sollicité. Réessayez dans un instant.`,
    };
  }
  if (isProblem(error) && error.title) {
    return { title: error.title, detail: error.detail === error.title ? "" : error.detail };
  }
  return {
    title: t`Une erreur est survenue`,
    detail: t`Réessayez. Si cela continue, signalez-le en indiquant le numéro ci-dessous.`,
  };
}

type ErrorStateProps = { error: unknown; onRetry?: (() => void) | undefined };

/** Something could not be shown: why, the request's number to quote, a way to try again. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const { title, detail } = useProblemWords(error);
  const Icon = isProblem(error, "unreachable", "timed_out") ? IconCloudOff : IconAlertTriangle;
  // What does not exist will not come back by trying again, and nobody need be told of it.
  const isGone: boolean = isProblem(error, "not_found");
  const requestId = isProblem(error) && !isGone ? error.requestId : null;
  return (
    <Paper p="xl" role="alert">
      <Group align="flex-start" wrap="nowrap">
        <ThemeIcon variant="light" color="red" size={40} radius="xl" aria-hidden="true">
          <Icon size={22} stroke={1.6} />
        </ThemeIcon>
        <Stack gap="xs" align="flex-start">
          <Text fw={650}>{title}</Text>
          {detail ? <Text c="dimmed">{detail}</Text> : null}
          {requestId ? (
            <Text size="sm" c="dimmed">
              <Trans>Numéro de la demande : {requestId}</Trans>
            </Text>
          ) : null}
          {isGone ? (
            <ButtonLink to="/" variant="default" mt="xs">
              <Trans>Revenir à l’accueil</Trans>
            </ButtonLink>
          ) : null}
          {onRetry && !isGone ? (
            <Button variant="default" onClick={onRetry} mt="xs">
              <Trans>Réessayer</Trans>
            </Button>
          ) : null}
        </Stack>
      </Group>
    </Paper>
  );
}

/** After this long, waiting needs an explanation. */
const patience = 12_000;

type LoadingStateProps = {
  /** How many lines the answer will roughly take, so that the page does not jump. */
  lines?: number;
  onRetry?: (() => void) | undefined;
};

/** Waiting, never for ever: after a while it says so and offers to try again. */
export function LoadingState({ lines = 4, onRetry }: LoadingStateProps) {
  const { t } = useLingui();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patience);
    return () => clearTimeout(timer);
  }, []);
  if (late) return <LateState onRetry={onRetry} />;
  return (
    <Stack gap="sm" role="status" aria-label={t`Chargement en cours`}>
      {Array.from({ length: lines }, (_, line) => line).map((line) => (
        <Skeleton key={line} height={44} radius="md" />
      ))}
    </Stack>
  );
}

function LateState({ onRetry }: { onRetry?: (() => void) | undefined }) {
  return (
    <Paper p="xl" role="alert">
      <Title order={2} size="h3">
        <Trans>La réponse tarde</Trans>
      </Title>
      <Text c="dimmed" my="xs">
        <Trans>Le service est joignable mais lent. Vous pouvez patienter ou réessayer.</Trans>
      </Text>
      <Button variant="default" onClick={onRetry ?? (() => window.location.reload())}>
        <Trans>Réessayer</Trans>
      </Button>
    </Paper>
  );
}

type LoadedProps<T> = {
  query: Pick<UseQueryResult<T, unknown>, "data" | "error"> & { refetch: () => unknown };
  lines?: number;
  children: (data: T) => ReactNode;
};

/** Waiting, then the answer or the error: the three states of a read in one place. */
export function Loaded<T>({ query, lines = 4, children }: LoadedProps<T>) {
  const retry = () => void query.refetch();
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ErrorState error={query.error} onRetry={retry} />;
  return <LoadingState lines={lines} onRetry={retry} />;
}
