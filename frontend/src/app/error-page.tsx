import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Container } from "@mantine/core";
import { IconMapQuestion } from "@tabler/icons-react";
import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { createContext, type ReactNode, use } from "react";
import { isProblem } from "@/api/problem";
import { Page } from "@/ui/page";
import { EmptyState, ErrorState } from "@/ui/states";

/** True inside the shell, which has the page's only `<main>`. */
export const InShell = createContext(false);

function Frame({ children }: { children: ReactNode }) {
  const inShell = use(InShell);
  return (
    <Container size="sm" py="xl" component={inShell ? "div" : "main"}>
      {children}
    </Container>
  );
}

/** A page that could not be shown: no network, a refusal, or a fault of ours. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const { t } = useLingui();
  const router = useRouter();
  if (isProblem(error) && error.status === 404) return <NotFoundPage />;
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Frame>
      <Page title={t`Cette page n’a pas pu s’afficher`}>
        <ErrorState error={error} onRetry={retry} />
      </Page>
    </Frame>
  );
}

/** The address leads nowhere, or to what one may not see: the same answer on purpose. */
export function NotFoundPage() {
  const { t } = useLingui();
  return (
    <Frame>
      <Page title={t`Page introuvable`}>
        <EmptyState
          icon={IconMapQuestion}
          title={t`Il n’y a rien à cette adresse`}
          action={
            <Button component={Link} to="/">
              <Trans>Revenir à l’accueil</Trans>
            </Button>
          }
        >
          <Trans>L’adresse est peut-être incomplète, ou ce qu’elle désigne ne vous est pas ouvert.</Trans>
        </EmptyState>
      </Page>
    </Frame>
  );
}
