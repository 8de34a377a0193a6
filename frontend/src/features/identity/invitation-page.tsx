import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Anchor, Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconEye, IconLinkOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { type AnswerOf, request } from "@/api/client";
import { useApiMutation } from "@/api/hooks";
import { useBecome } from "@/app/session";
import { FrontDoor } from "@/features/identity/front-door";
import { useRoleName } from "@/features/identity/mandate-words";
import { FactList } from "@/ui/fact-list";
import { FormErrors } from "@/ui/form-errors";
import { Page } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { DateText } from "@/ui/values";

type Preview = AnswerOf<"post", "/v1/identity/invitations/preview">;

/** What one is invited to, then accepting it. */
export function InvitationPage() {
  const { t } = useLingui();
  const [token] = useState(takeToken);
  return (
    <FrontDoor>
      {token ? (
        <WithToken token={token} />
      ) : (
        <Page title={t`Invitation`}>
          <EmptyState icon={IconLinkOff} title={t`Ce lien est incomplet`}>
            <Trans>
              Ouvrez le lien tel que vous l’avez reçu, ou demandez-en un nouveau à la personne qui vous
              invite.
            </Trans>
          </EmptyState>
        </Page>
      )}
    </FrontDoor>
  );
}

/** After `#` it never reaches a server's log; in any case it leaves the address bar and the history at once. */
function takeToken(): string | null {
  const { hash, search, pathname } = window.location;
  const token = new URLSearchParams(hash.slice(1)).get("token") ?? new URLSearchParams(search).get("token");
  if (token) {
    sessionStorage.setItem(pathname, token);
    window.history.replaceState(window.history.state, "", pathname);
  }
  return token ?? sessionStorage.getItem(pathname);
}

function WithToken({ token }: { token: string }) {
  const { t } = useLingui();
  const preview = useQuery({
    queryKey: ["invitation", token],
    queryFn: ({ signal }) => request("post", "/v1/identity/invitations/preview", { body: { token } }, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const organisation = preview.data?.organisation_name;
  return (
    <Page
      title={t`Invitation`}
      lead={organisation ? t`Vous êtes invité(e) à rejoindre ${organisation} sur Essaim.` : undefined}
    >
      <Loaded query={preview}>{(data) => <Acceptance token={token} preview={data} />}</Loaded>
    </Page>
  );
}

function Acceptance({ token, preview }: { token: string; preview: Preview }) {
  const { t } = useLingui();
  const become = useBecome();
  const roleName = useRoleName();
  const form = useForm({ mode: "uncontrolled", initialValues: { name: "", password: "" } });
  const accept = useApiMutation("post", "/v1/identity/invitations/accept", {
    onSuccess: async ({ me }) => {
      sessionStorage.removeItem("/invitation");
      await become(me, "/");
    },
  });
  const known = preview.known_person;
  const submit = form.onSubmit(({ name, password }) =>
    accept.mutate({ body: known ? { token, password } : { token, name, password } }),
  );
  return (
    <Stack gap="md">
      <FactList
        facts={[
          { label: t`Votre adresse`, value: preview.email },
          { label: t`Votre rôle`, value: roleName(preview.role) },
          { label: t`Valable jusqu’au`, value: <DateText value={preview.expires_at} style="moment" /> },
        ]}
      />
      <Alert color="honey" icon={<IconEye aria-hidden="true" />} title={t`Ce qui deviendra visible`}>
        {preview.what_becomes_visible}
      </Alert>
      <form onSubmit={submit}>
        <Stack gap="md">
          <FormErrors error={accept.error} form={form} />
          {known ? null : (
            <TextInput
              label={t`Votre nom`}
              description={t`Tel que vos collègues et vos partenaires le verront.`}
              autoComplete="name"
              required
              withAsterisk={false}
              key={form.key("name")}
              {...form.getInputProps("name")}
            />
          )}
          <PasswordInput
            label={known ? t`Votre mot de passe` : t`Choisissez un mot de passe`}
            description={
              known
                ? t`Vous avez déjà un compte : c’est le même mot de passe.`
                : t`Une phrase de plusieurs mots est facile à retenir et difficile à deviner.`
            }
            autoComplete={known ? "current-password" : "new-password"}
            required
            withAsterisk={false}
            visibilityToggleButtonProps={{ "aria-label": t`Afficher ou masquer le mot de passe` }}
            key={form.key("password")}
            {...form.getInputProps("password")}
          />
          <Button type="submit" size="md" loading={accept.isPending}>
            <Trans>Accepter l’invitation</Trans>
          </Button>
        </Stack>
      </form>
      <Text size="sm" c="dimmed">
        <Trans>
          Rien ne se passe si vous n’acceptez pas.{" "}
          <Anchor component={Link} to="/sign-in">
            Se connecter
          </Anchor>
        </Trans>
      </Text>
    </Stack>
  );
}
