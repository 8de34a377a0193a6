import { useLingui } from "@lingui/react/macro";
import { type MantineColorScheme, Menu, Text } from "@mantine/core";
import {
  IconDeviceDesktop,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSun,
  IconUserCircle,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { AccountTrigger } from "@/app/account-button";
import { usePreferences } from "@/app/preferences";
import { useMe, useSignOut } from "@/app/session";

/** Who is signed in, how the screen looks to them, and the way out. It arrives open: it was asked for. */
export function AccountMenu() {
  const { t } = useLingui();
  const { person } = useMe();
  const { language, theme, change } = usePreferences();
  const signOut = useSignOut();
  const themes = [
    { value: "light", label: t`Clair`, icon: IconSun },
    { value: "dark", label: t`Sombre`, icon: IconMoon },
    { value: "auto", label: t`Comme l’appareil`, icon: IconDeviceDesktop },
  ] as const;
  return (
    <Menu position="bottom-end" width={260} defaultOpened>
      <Menu.Target>
        <AccountTrigger />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fw={600} c="var(--mantine-color-text)">
            {person.name}
          </Text>
          <span style={{ overflowWrap: "anywhere" }}>{person.email}</span>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item
          component={Link}
          to="/profile"
          leftSection={<IconUserCircle size={18} aria-hidden="true" />}
        >
          {t`Mon profil`}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLanguage size={18} aria-hidden="true" />}
          lang={language === "fr" ? "en" : "fr"}
          onClick={() => change({ language: language === "fr" ? "en" : "fr" })}
        >
          {language === "fr" ? "English" : "Français"}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t`Apparence`}</Menu.Label>
        <Menu.RadioGroup value={theme} onChange={(value) => change({ theme: value as MantineColorScheme })}>
          {themes.map(({ value, label, icon: Icon }) => (
            <Menu.RadioItem key={value} value={value} rightSection={<Icon size={18} aria-hidden="true" />}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={18} aria-hidden="true" />}
          onClick={() => signOut.mutate(undefined)}
        >
          {t`Se déconnecter`}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
