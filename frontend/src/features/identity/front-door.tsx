import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Group, Paper, Text, useComputedColorScheme } from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Logo } from "@/app/logo";
import { useBrowserPreferences } from "@/app/preferences";
import classes from "@/features/identity/front-door.module.css";

/** What surrounds the pages of somebody who is not signed in yet. */
export function FrontDoor({ children }: { children: ReactNode }) {
  const { t } = useLingui();
  const { language, change } = useBrowserPreferences();
  const dark = useComputedColorScheme("light") === "dark";
  return (
    <div className={classes.ground}>
      <header className={classes.header}>
        <Group gap="sm">
          <Logo size={34} />
          <Text fw={700} size="xl">
            Essaim
          </Text>
        </Group>
        <Group gap="xs">
          <Button
            variant="subtle"
            color="gray"
            c="inherit"
            lang={language === "fr" ? "en" : "fr"}
            onClick={() => change({ language: language === "fr" ? "en" : "fr" })}
          >
            {language === "fr" ? "English" : "Français"}
          </Button>
          <ActionIcon
            variant="subtle"
            color="gray"
            c="inherit"
            size={44}
            aria-label={dark ? t`Passer en clair` : t`Passer en sombre`}
            onClick={() => change({ theme: dark ? "light" : "dark" })}
          >
            {dark ? <IconSun size={20} aria-hidden="true" /> : <IconMoon size={20} aria-hidden="true" />}
          </ActionIcon>
        </Group>
      </header>
      <main className={classes.main}>
        <Paper p={{ base: "lg", sm: "xl" }} className={classes.card ?? ""}>
          {children}
        </Paper>
        <Text c="dimmed" size="sm" ta="center" mt="lg">
          {t`Mettre en commun entre organisations de l’économie sociale et solidaire.`}
        </Text>
      </main>
    </div>
  );
}
