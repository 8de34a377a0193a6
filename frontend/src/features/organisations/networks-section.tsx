import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, List, Paper, Stack, Text } from "@mantine/core";
import { IconArrowRight, IconBuildingCommunity } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useApiInfinite } from "@/api/hooks";
import classes from "@/features/organisations/networks-section.module.css";
import type { EffectiveMembership, Organisation } from "@/features/organisations/words";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";
import { DateRange, DateText } from "@/ui/values";

/** The networks it belongs to, directly or through one, and what each gives it. */
export function NetworksSection({ organisation }: { organisation: Organisation }) {
  const { t } = useLingui();
  const memberships = useApiInfinite("/v1/networks/effective", {
    query: { organisation_id: organisation.id },
  });
  return (
    <Section title={t`Réseaux et avantages`}>
      <Loaded query={memberships} lines={2}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState icon={IconBuildingCommunity} title={t`Aucun réseau aujourd’hui`}>
              <Trans>
                Les adhésions confirmées par les deux côtés apparaissent ici, avec ce qu’elles apportent.
              </Trans>
            </EmptyState>
          ) : (
            <Stack gap="sm" component="ul" className={classes.list ?? ""}>
              {items.map((one) => (
                <Membership
                  key={[one.membership_id, ...one.path.map((s) => s.network_id)].join()}
                  one={one}
                />
              ))}
            </Stack>
          )
        }
      </Loaded>
      <LoadMore query={memberships} />
    </Section>
  );
}

function Membership({ one }: { one: EffectiveMembership }) {
  const { starts_on: from, ends_on: to, payer_name: payer } = one;
  return (
    <Paper p="md" component="li">
      <div className={classes.head}>
        <OrganisationLink id={one.network_id} name={one.network_name} strong />
        {one.source === "direct" ? (
          <StatusBadge tone="positive">
            <Trans>adhésion directe</Trans>
          </StatusBadge>
        ) : (
          <StatusBadge tone="shared">
            <Trans>par un réseau</Trans>
          </StatusBadge>
        )}
        {one.category === "associate" ? (
          <StatusBadge tone="neutral">
            <Trans>membre associé</Trans>
          </StatusBadge>
        ) : null}
      </div>
      {one.path.length > 1 ? <Path steps={one.path} /> : null}
      <Text size="sm" c="dimmed" mt={4}>
        {to ? <DateRange from={from} to={to} /> : <Since from={from} />} ·{" "}
        <Trans>adhésion payée par {payer}</Trans>
      </Text>
      {one.benefits.length > 0 ? (
        <List size="sm" mt="xs">
          {one.benefits.map(({ benefit_id, name }) => (
            <List.Item key={benefit_id}>{name}</List.Item>
          ))}
        </List>
      ) : null}
    </Paper>
  );
}

function Since({ from }: { from: string }) {
  return (
    <Trans>
      depuis le <DateText value={from} />
    </Trans>
  );
}

/** From the organisation's own network to the one that gives. */
function Path({ steps }: { steps: EffectiveMembership["path"] }) {
  const { t } = useLingui();
  return (
    <ol className={classes.path} aria-label={t`Chemin de cette adhésion`}>
      {steps.map(({ network_id, name }, step) => (
        <li key={network_id}>
          {step > 0 ? <IconArrowRight size={16} aria-hidden="true" /> : null}
          <OrganisationLink id={network_id} name={name} />
        </li>
      ))}
    </ol>
  );
}

function OrganisationLink({ id, name, strong }: { id: string; name: string; strong?: boolean }) {
  return (
    <Anchor
      fw={strong ? 600 : 400}
      underline="hover"
      renderRoot={(props) => (
        <Link {...props} to="/organisations/$organisationId" params={{ organisationId: id }} />
      )}
    >
      {name}
    </Anchor>
  );
}
