import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Group, Kbd, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure, useHotkeys, useNetwork } from "@mantine/hooks";
import { IconDots, IconSearch, IconWifiOff } from "@tabler/icons-react";
import { Link, useLocation } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { AccountButton } from "@/app/account-button";
import { InShell } from "@/app/error-page";
import { Logo } from "@/app/logo";
import { NavItem } from "@/app/nav-item";
import { isUnder, useDestinations } from "@/app/navigation";
import { OrganisationSwitcher } from "@/app/organisation-switcher";
import { useMyPreferences } from "@/app/preferences";
import classes from "@/app/shell.module.css";

// Loaded when asked for: menus and the palette weigh more than the page that is being read.
const Palette = lazy(() => import("@/app/palette").then((module) => ({ default: module.Palette })));
const MoreDrawer = lazy(() => import("@/app/more-drawer").then((module) => ({ default: module.MoreDrawer })));

/** What surrounds every page of a person who is signed in. */
export function Shell({ children }: { children: ReactNode }) {
  useMyPreferences();
  const [paletteAsked, setPaletteAsked] = useState(0);
  const askPalette = () => setPaletteAsked((times) => times + 1);
  useHotkeys([["mod+K", askPalette]], []);
  return (
    <div className={classes.shell}>
      <SkipLink />
      <Header onSearch={askPalette} />
      <SideNavigation />
      <main className={classes.main} id="content" tabIndex={-1}>
        <OfflineNotice />
        <div className={classes.page}>
          <InShell value={true}>{children}</InShell>
        </div>
      </main>
      <BottomBar />
      {paletteAsked > 0 ? (
        <Suspense fallback={null}>
          <Palette asked={paletteAsked} />
        </Suspense>
      ) : null}
    </div>
  );
}

function SkipLink() {
  return (
    <a className="essaim-skip" href="#content">
      <Trans>Aller au contenu</Trans>
    </a>
  );
}

function Header({ onSearch }: { onSearch: () => void }) {
  const { t } = useLingui();
  return (
    <header className={classes.header}>
      <Group h="100%" px="md" gap="sm" wrap="nowrap">
        <Link to="/" className={classes.brand} aria-label={t`Essaim, accueil`}>
          <Logo size={30} />
          <span className={classes.brandName}>Essaim</span>
        </Link>
        <OrganisationSwitcher />
        <UnstyledButton className={classes.search ?? ""} onClick={onSearch}>
          <IconSearch size={18} aria-hidden="true" />
          <span>
            <Trans>Aller à…</Trans>
          </span>
          <Kbd size="xs" aria-hidden="true">
            Ctrl K
          </Kbd>
        </UnstyledButton>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={44}
          className={classes.searchPhone ?? ""}
          aria-label={t`Rechercher`}
          onClick={onSearch}
        >
          <IconSearch size={22} aria-hidden="true" />
        </ActionIcon>
        <AccountButton />
      </Group>
    </header>
  );
}

function SideNavigation() {
  const { t } = useLingui();
  return (
    <nav className={classes.navbar} aria-label={t`Navigation principale`}>
      {useDestinations().map((destination) => (
        <NavItem key={destination.to} {...destination} />
      ))}
    </nav>
  );
}

/** Three destinations under the thumb, the others behind "Plus". */
function BottomBar() {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const { pathname } = useLocation();
  const [opened, { open, close }] = useDisclosure();
  const direct = useDestinations().filter(({ phone }) => phone);
  return (
    <>
      <nav className={classes.bottomBar} aria-label={t`Navigation rapide`}>
        {direct.map(({ to, phone, label, icon: Icon }) => (
          <Link
            key={to}
            to={to}
            className={classes.bottomItem}
            aria-current={isUnder(pathname, to) ? "page" : undefined}
          >
            <Icon size={22} stroke={1.7} aria-hidden="true" />
            {i18n._(phone ?? label)}
          </Link>
        ))}
        <button type="button" className={classes.bottomItem} onClick={open} aria-haspopup="dialog">
          <IconDots size={22} stroke={1.7} aria-hidden="true" />
          <Trans>Plus</Trans>
        </button>
      </nav>
      {opened ? (
        <Suspense fallback={null}>
          <MoreDrawer onClose={close} />
        </Suspense>
      ) : null}
    </>
  );
}

/** Says that the network is gone, and keeps what is on screen. */
function OfflineNotice() {
  const { online } = useNetwork();
  const [shown, setShown] = useState(false);
  useEffect(() => setShown(!online), [online]);
  return (
    <div role="status">
      {shown ? (
        <Group className={classes.offline ?? ""} gap="xs">
          <IconWifiOff size={18} aria-hidden="true" />
          <Text size="sm">
            <Trans>Vous êtes hors connexion : ce qui est affiché date de votre dernière visite.</Trans>
          </Text>
        </Group>
      ) : null}
    </div>
  );
}
