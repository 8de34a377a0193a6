import { Trans, useLingui } from "@lingui/react/macro";
import { List, Text } from "@mantine/core";
import { IconArrowsExchange } from "@tabler/icons-react";
import { useApiInfinite } from "@/api/hooks";
import { useAgreements } from "@/features/settlements/agreement";
import { HowItWorks } from "@/features/settlements/how-it-works";
import { SettlementList } from "@/features/settlements/settlement-list";
import { AnchorLink } from "@/ui/links";
import { LoadMore } from "@/ui/load-more";
import { Page, Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";

/** The settlements of all our agreements, and where who owes whom can be read. */
export function AllSettlements() {
  const { t } = useLingui();
  const settlements = useApiInfinite("/v1/settlements");
  return (
    <Page
      title={t`Compensations`}
      lead={t`Payer en moins de virements ce que les membres d’un accord se doivent les uns aux autres.`}
    >
      <Section title={t`Celles qui vous concernent`}>
        <Loaded query={settlements} lines={3}>
          {(all) =>
            all.length > 0 ? (
              <SettlementList settlements={all} named />
            ) : (
              <EmptyState icon={IconArrowsExchange} title={t`Aucune compensation pour l’instant`}>
                <Trans>
                  Le chef de file d’un accord en propose une quand plusieurs relevés se croisent. Vous la
                  trouverez ici, et rien ne se fait sans votre accord si vous devez quelque chose.
                </Trans>
              </EmptyState>
            )
          }
        </Loaded>
        <LoadMore query={settlements} />
      </Section>
      <OurAgreements />
      <HowItWorks />
    </Page>
  );
}

function OurAgreements() {
  const { t } = useLingui();
  const agreements = useAgreements();
  return (
    <Section title={t`Qui doit quoi, accord par accord`}>
      <Loaded query={agreements} lines={2}>
        {(found) =>
          found.length > 0 ? (
            <List spacing="xs">
              {found.map(({ id, name }) => (
                <List.Item key={id}>
                  <AnchorLink to="/settlements" search={{ agreement: id }}>
                    {name}
                  </AnchorLink>
                </List.Item>
              ))}
            </List>
          ) : (
            <Text c="dimmed">
              <Trans>Votre organisation ne prend encore part à aucun accord.</Trans>
            </Text>
          )
        }
      </Loaded>
    </Section>
  );
}
