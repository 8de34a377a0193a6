import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconAlertTriangle, IconClock } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useApiMutation } from "@/api/hooks";
import { isProblem } from "@/api/problem";
import { safeDestination, useBecome } from "@/app/session";
import { FrontDoor } from "@/features/identity/front-door";
import { Refusal } from "@/ui/dialog";
import { Page } from "@/ui/page";

/** Signs in, then goes where one was going. */
export function SignInPage({ to }: { to: string | undefined }) {
  const { t } = useLingui();
  const become = useBecome();
  const form = useForm({ initialValues: { email: "", password: "" } });
  const signIn = useApiMutation("post", "/v1/identity/sessions", {
    onSuccess: ({ me }) => become(me, safeDestination(to)),
  });
  const wait = useWaiting(signIn.error);
  return (
    <FrontDoor>
      <Page title={t`Se connecter`} lead={to ? t`Connectez-vous pour continuer.` : undefined}>
        <form onSubmit={form.onSubmit((values) => signIn.mutate({ body: { ...values, carrier: "cookie" } }))}>
          <Stack gap="md">
            <SignInRefusal error={signIn.error} wait={wait} />
            <TextInput
              label={t`Adresse électronique`}
              type="email"
              autoComplete="username"
              required
              withAsterisk={false}
              size="md"
              {...form.getInputProps("email")}
            />
            <PasswordInput
              label={t`Mot de passe`}
              autoComplete="current-password"
              required
              withAsterisk={false}
              size="md"
              visibilityToggleButtonProps={{ "aria-label": t`Afficher ou masquer le mot de passe` }}
              {...form.getInputProps("password")}
            />
            <Button type="submit" size="md" fullWidth loading={signIn.isPending} disabled={wait > 0}>
              <Trans>Se connecter</Trans>
            </Button>
          </Stack>
        </form>
      </Page>
    </FrontDoor>
  );
}

function SignInRefusal({ error, wait }: { error: unknown; wait: number }) {
  const { t } = useLingui();
  if (!error) return null;
  if (isProblem(error, "too_many_attempts")) {
    return (
      <Alert role="alert" color="orange" icon={<IconClock aria-hidden="true" />} title={t`Trop d’essais`}>
        {wait > 0 ? (
          <Trans>
            Vous pourrez réessayer dans <Plural value={wait} one="# seconde" other="# secondes" />.
          </Trans>
        ) : (
          <Trans>Vous pouvez réessayer.</Trans>
        )}
      </Alert>
    );
  }
  if (isProblem(error, "wrong_credentials")) {
    return (
      <Alert
        role="alert"
        color="red"
        icon={<IconAlertTriangle aria-hidden="true" />}
        title={t`Adresse ou mot de passe incorrect`}
      >
        <Trans>Vérifiez les deux, puis réessayez. Votre compte n’est pas bloqué.</Trans>
      </Alert>
    );
  }
  return <Refusal error={error} />;
}

/** Seconds left before another try is accepted, counted down. */
function useWaiting(error: unknown): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const seconds = isProblem(error, "too_many_attempts") ? Number(error.context.retry_after) : 0;
    const end = Date.now() + (Number.isFinite(seconds) ? seconds : 0) * 1000;
    const count = () => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000)));
    count();
    const timer = setInterval(count, 500);
    return () => clearInterval(timer);
  }, [error]);
  return left;
}
