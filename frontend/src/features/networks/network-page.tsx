import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Button, Group, Stack, Tabs } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useApiQuery } from "@/api/hooks";
import { useCan } from "@/app/session";
import { AskDialog } from "@/features/networks/ask-dialog";
import { BenefitsTab } from "@/features/networks/benefits-tab";
import { DayChooser } from "@/features/networks/day-chooser";
import { BackToNetworks, NetworkLink } from "@/features/networks/links";
import { MembersTab } from "@/features/networks/members-tab";
import { MembershipPanel } from "@/features/networks/membership-panel";
import { MyLink } from "@/features/networks/my-link";
import { RequestsTab } from "@/features/networks/requests-tab";
import type { Tab } from "@/features/networks/search";
import { TreeTab } from "@/features/networks/tree-tab";
import type { Category, NetworkDetail } from "@/features/networks/words";
import { useChangeAddress } from "@/ui/address";
import { type Fact, FactList } from "@/ui/fact-list";
import { FictionalBadge } from "@/ui/fictional-badge";
import { LoadedPage } from "@/ui/loaded-page";
import { Page, Section } from "@/ui/page";

type Search = {
  tab?: Tab | undefined;
  /** Day described; today when absent. */
  on?: string | undefined;
  category?: Category | undefined;
};

/** One network: what it is, my link with it, its members, what it gives, the networks around it. */
export function NetworkPage({ networkId, ...search }: Search & { networkId: string }) {
  const { t } = useLingui();
  const network = useApiQuery("/v1/networks/{network_id}", { path: { network_id: networkId } });
  return (
    <LoadedPage query={network} title={t`Réseau`} above={<BackToNetworks />}>
      {(found) => (
        <Page
          title={found.name}
          lead={found.description}
          above={<BackToNetworks />}
          badge={
            <>
              {found.is_mine ? <MyLink network={found} /> : null}
              {found.fictional ? <FictionalBadge /> : null}
            </>
          }
          actions={<OfferButton network={found} />}
        >
          <Facts network={found} />
          {found.is_mine ? null : <MembershipPanel network={found} />}
          <NetworkTabs network={found} {...search} />
        </Page>
      )}
    </LoadedPage>
  );
}

function OfferButton({ network }: { network: NetworkDetail }) {
  const mayManage = useCan("networks.manage");
  const [offering, setOffering] = useState(false);
  if (!network.is_mine || !mayManage) return null;
  return (
    <>
      <Button leftSection={<IconUserPlus size={18} aria-hidden="true" />} onClick={() => setOffering(true)}>
        <Trans>Proposer une adhésion</Trans>
      </Button>
      {offering ? <AskDialog network={network} side="network" onClose={() => setOffering(false)} /> : null}
    </>
  );
}

function Facts({ network }: { network: NetworkDetail }) {
  const { t } = useLingui();
  const { members, member_networks: networks, associates, city, website, belongs_to: parents } = network;
  const facts: Fact[] = [
    {
      label: t`Adhérents aujourd’hui`,
      value:
        networks > 0 ? (
          <>
            {members} (<Plural value={networks} one="dont # réseau" other="dont # réseaux" />)
          </>
        ) : (
          members
        ),
    },
    { label: t`Associés aujourd’hui`, value: associates },
  ];
  if (city) facts.push({ label: t`Ville`, value: city });
  if (website) {
    facts.push({
      label: t`Site`,
      value: (
        <Anchor href={website} target="_blank" rel="noreferrer">
          {website.replace(/^https?:\/\//, "")}
        </Anchor>
      ),
    });
  }
  facts.push({
    label: t`Appartient à`,
    value:
      parents.length === 0 ? (
        <Trans>aucun autre réseau</Trans>
      ) : (
        <Group gap="xs">
          {parents.map((parent) => (
            <NetworkLink key={parent.membership_id} id={parent.network_id} name={parent.network_name} />
          ))}
        </Group>
      ),
  });
  return (
    <Section title={t`En bref`}>
      <FactList facts={facts} />
    </Section>
  );
}

function NetworkTabs({ network, tab = "members", on, category }: Search & { network: NetworkDetail }) {
  const change = useChangeAddress();
  const { is_mine: isMine, awaiting } = network;
  const shown = tab === "requests" && !isMine ? "members" : tab;
  return (
    <Tabs
      value={shown}
      onChange={(next) => change({ tab: next === "members" ? undefined : (next ?? undefined) })}
      keepMounted={false}
    >
      <Tabs.List mb="lg">
        <Tabs.Tab value="members">
          <Trans>Membres</Trans>
        </Tabs.Tab>
        <Tabs.Tab value="benefits">
          <Trans>Avantages</Trans>
        </Tabs.Tab>
        <Tabs.Tab value="tree">
          <Trans>Réseaux liés</Trans>
        </Tabs.Tab>
        {isMine ? (
          <Tabs.Tab value="requests">
            {awaiting ? <Trans>Demandes ({awaiting} à traiter)</Trans> : <Trans>Demandes</Trans>}
          </Tabs.Tab>
        ) : null}
      </Tabs.List>
      <Tabs.Panel value={shown}>
        <Stack gap="lg">
          {shown === "requests" ? null : <DayChooser on={on} />}
          {shown === "members" ? <MembersTab network={network} on={on} category={category} /> : null}
          {shown === "benefits" ? <BenefitsTab network={network} on={on} /> : null}
          {shown === "tree" ? <TreeTab network={network} on={on} /> : null}
          {shown === "requests" ? <RequestsTab network={network} /> : null}
        </Stack>
      </Tabs.Panel>
    </Tabs>
  );
}
