import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, PasswordInput, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useApiMutation } from "@/api/hooks";
import { isProblem } from "@/api/problem";
import { FormErrors } from "@/ui/form-errors";
import { toastDone } from "@/ui/toast";

/** Changes one's password; the other devices are signed out. */
export function PasswordForm() {
  const { t } = useLingui();
  const form = useForm({
    initialValues: { current_password: "", new_password: "" },
  });
  const change = useApiMutation("post", "/v1/identity/me/password", {
    invalidates: ["/v1/identity/sessions"],
    onSuccess: () => {
      form.reset();
      toastDone(t`Votre mot de passe est changé. Vos autres appareils sont déconnectés.`);
    },
  });
  const wrong = isProblem(change.error, "wrong_credentials");
  const visibility = { "aria-label": t`Afficher ou masquer le mot de passe` };
  return (
    <form onSubmit={form.onSubmit((body) => change.mutate({ body }))}>
      <Stack align="stretch">
        {wrong ? (
          <Alert role="alert" color="red" title={t`Le mot de passe actuel n’est pas le bon`} />
        ) : (
          <FormErrors error={change.error} form={form} />
        )}
        <PasswordInput
          label={t`Mot de passe actuel`}
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={visibility}
          {...form.getInputProps("current_password")}
        />
        <PasswordInput
          label={t`Nouveau mot de passe`}
          description={t`Une phrase de plusieurs mots est facile à retenir et difficile à deviner.`}
          autoComplete="new-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={visibility}
          {...form.getInputProps("new_password")}
        />
        <div>
          <Button type="submit" loading={change.isPending}>
            <Trans>Changer le mot de passe</Trans>
          </Button>
        </div>
      </Stack>
    </form>
  );
}
