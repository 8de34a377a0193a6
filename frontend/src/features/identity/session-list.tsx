import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import type { ItemOf } from "@/api/client";
import { useApiInfinite, useApiMutation } from "@/api/hooks";
import { type Column, DataList } from "@/ui/data-list";
import { ConfirmDialog } from "@/ui/dialog";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { Loaded } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";
import { DateText } from "@/ui/values";

type Session = ItemOf<"/v1/identity/sessions">;

/** Where one is signed in, and how to stop it. */
export function SessionList() {
  const { t } = useLingui();
  const sessions = useApiInfinite("/v1/identity/sessions");
  const [leaving, setLeaving] = useState(false);
  return (
    <Section
      title={t`Appareils connectés`}
      actions={
        <Button variant="default" onClick={() => setLeaving(true)}>
          <Trans>Tout déconnecter</Trans>
        </Button>
      }
    >
      <Loaded query={sessions} lines={2}>
        {(items) => <Devices sessions={items} />}
      </Loaded>
      <LoadMore query={sessions} />
      <SignOutEverywhere opened={leaving} onClose={() => setLeaving(false)} />
    </Section>
  );
}

function Devices({ sessions }: { sessions: Session[] }) {
  const { t } = useLingui();
  const end = useApiMutation("delete", "/v1/identity/sessions/{session_id}", {
    invalidates: ["/v1/identity/sessions"],
  });
  const columns: Column<Session>[] = [
    {
      key: "device",
      header: t`Appareil`,
      phone: "title",
      cell: ({ user_agent }) => <Device userAgent={user_agent} />,
    },
    {
      key: "used",
      header: t`Dernière activité`,
      cell: ({ last_used_at }) => <DateText value={last_used_at} style="moment" />,
    },
  ];
  return (
    <DataList
      label={t`Appareils connectés`}
      items={sessions}
      columns={columns}
      rowKey={(session) => session.id}
      actions={({ id, current }) =>
        current ? (
          <StatusBadge tone="positive">
            <Trans>Cet appareil</Trans>
          </StatusBadge>
        ) : (
          <Button variant="default" size="xs" onClick={() => end.mutate({ path: { session_id: id } })}>
            <Trans>Déconnecter</Trans>
          </Button>
        )
      }
    />
  );
}

/** "Firefox sur Windows" rather than a line of version numbers. */
function Device({ userAgent }: { userAgent: string | null }) {
  const { t } = useLingui();
  const { browser, system } = deviceOf(userAgent ?? "");
  if (!browser) return <Text span>{userAgent || t`Appareil inconnu`}</Text>;
  return <Text span>{system ? t`${browser} sur ${system}` : browser}</Text>;
}

const browsers: [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];

const systems: [RegExp, string][] = [
  [/Windows/, "Windows"],
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

/** Order matters: Edge calls itself Chrome, and Chrome calls itself Safari. */
export function deviceOf(userAgent: string): { browser: string | null; system: string | null } {
  const name = (known: [RegExp, string][]) => known.find(([sign]) => sign.test(userAgent))?.[1] ?? null;
  return { browser: name(browsers), system: name(systems) };
}

function SignOutEverywhere({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useLingui();
  const router = useRouter();
  const queryClient = useQueryClient();
  const leave = useApiMutation("delete", "/v1/identity/sessions", {
    onSuccess: async () => {
      await router.navigate({ href: "/sign-in" });
      queryClient.clear();
    },
  });
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t`Vous déconnecter de tous vos appareils ?`}
      consequences={
        <Trans>Vous devrez saisir votre mot de passe à nouveau partout, y compris sur cet appareil.</Trans>
      }
      confirmLabel={t`Tout déconnecter`}
      pending={leave.isPending}
      error={leave.error}
      onConfirm={() => leave.mutate(undefined)}
    />
  );
}
