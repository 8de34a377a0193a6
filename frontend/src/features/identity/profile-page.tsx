import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Paper, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useApiMutation } from "@/api/hooks";
import { usePreferences } from "@/app/preferences";
import { meQuery, useMe } from "@/app/session";
import { PasswordForm } from "@/features/identity/password-form";
import classes from "@/features/identity/profile-page.module.css";
import { SessionList } from "@/features/identity/session-list";
import { Refusal } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";
import { Page, Section } from "@/ui/page";
import { toastDone } from "@/ui/toast";

/** Name, language and look of the screen, password, devices. */
export function ProfilePage() {
  const { t } = useLingui();
  return (
    <Page
      title={t`Mon profil`}
      lead={t`Ce que vos partenaires voient de vous, et comment l’écran se présente.`}
      narrow
    >
      <Section title={t`Identité`}>
        <Paper p="lg">
          <NameForm />
        </Paper>
      </Section>
      <Section title={t`Affichage`}>
        <Paper p="lg">
          <DisplayChoices />
        </Paper>
      </Section>
      <Section title={t`Mot de passe`}>
        <Paper p="lg">
          <PasswordForm />
        </Paper>
      </Section>
      <SessionList />
    </Page>
  );
}

function NameForm() {
  const { t } = useLingui();
  const { person } = useMe();
  const queryClient = useQueryClient();
  const form = useForm({ initialValues: { name: person.name } });
  const update = useApiMutation("patch", "/v1/identity/me", {
    invalidates: ["/v1/identity/members"],
    onSuccess: (me) => {
      queryClient.setQueryData(meQuery.queryKey, me);
      form.resetDirty();
      toastDone(t`Votre nom est enregistré.`);
    },
  });
  return (
    <form onSubmit={form.onSubmit((body) => update.mutate({ body }))}>
      <Stack align="flex-start">
        <FormErrors error={update.error} form={form} />
        <TextInput
          label={t`Nom`}
          autoComplete="name"
          required
          withAsterisk={false}
          w="100%"
          {...form.getInputProps("name")}
        />
        <Text size="sm" c="dimmed">
          <Trans>Adresse électronique : {person.email}</Trans>
        </Text>
        <Button type="submit" loading={update.isPending} disabled={!form.isDirty()}>
          <Trans>Enregistrer le nom</Trans>
        </Button>
      </Stack>
    </form>
  );
}

function DisplayChoices() {
  const { t } = useLingui();
  const { language, theme, reading_font, change, save } = usePreferences();
  return (
    <Stack gap="lg">
      {save.error ? <Refusal error={save.error} /> : null}
      <Choice
        label={t`Langue`}
        value={language}
        choices={[
          { value: "fr", label: "Français" },
          { value: "en", label: "English" },
        ]}
        onChange={(value) => change({ language: value })}
      />
      <Choice
        label={t`Apparence`}
        value={theme}
        choices={[
          { value: "auto", label: t`Comme l’appareil` },
          { value: "light", label: t`Clair` },
          { value: "dark", label: t`Sombre` },
        ]}
        onChange={(value) => change({ theme: value })}
      />
      <Choice
        label={t`Police de lecture`}
        hint={t`Atkinson Hyperlegible est dessinée pour les personnes malvoyantes.`}
        value={reading_font}
        choices={[
          { value: "inter", label: "Inter" },
          { value: "atkinson", label: "Atkinson Hyperlegible" },
        ]}
        onChange={(value) => change({ reading_font: value })}
      />
    </Stack>
  );
}

type ChoiceProps<T extends string> = {
  label: string;
  hint?: string;
  value: T;
  choices: { value: T; label: string }[];
  onChange: (value: T) => void;
};

function Choice<T extends string>({ label, hint, value, choices, onChange }: ChoiceProps<T>) {
  return (
    <div>
      <Text fw={500} mb={hint ? 0 : 6}>
        {label}
      </Text>
      {hint ? (
        <Text size="sm" c="dimmed" mb={6}>
          {hint}
        </Text>
      ) : null}
      <SegmentedControl
        aria-label={label}
        value={value}
        data={choices}
        onChange={onChange}
        classNames={{
          root: classes.choices ?? "",
          indicator: classes.chosen ?? "",
          label: classes.label ?? "",
        }}
      />
    </div>
  );
}
