import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Paper, SimpleGrid, Stack, Text } from "@mantine/core";
import { type Side, type Statement, vatWords } from "@/features/statements/words";
import { FactList } from "@/ui/fact-list";
import { Section } from "@/ui/page";
import { DateText } from "@/ui/values";

/** Who the two sides were on the day it was issued, and what the law wants said. */
export function SidesSection({ statement }: { statement: Statement }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const { issuer, payer, issued_on: issuedOn, vat_category: vat, vat_mention: mention } = statement;
  return (
    <Section title={t`Émetteur, destinataire et TVA`}>
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          <SideCard title={t`Émis par`} side={issuer} />
          <SideCard title={t`Adressé à`} side={payer} />
        </SimpleGrid>
        <FactList
          facts={[
            { label: t`Émis le`, value: <DateText value={issuedOn} /> },
            { label: t`TVA`, value: i18n._(vatWords[vat].name) },
          ]}
        />
        <Text size="sm" c="dimmed">
          {mention} <Trans>Ce relevé n’est pas une facture.</Trans>
        </Text>
      </Stack>
    </Section>
  );
}

function SideCard({ title, side }: { title: string; side: Side }) {
  const { name, siren, siret, address, postal_code: postalCode, city } = side;
  const town = [postalCode, city].filter(Boolean).join(" ");
  return (
    <Paper p="md">
      <Text size="sm" c="dimmed">
        {title}
      </Text>
      <Text fw={600}>{name}</Text>
      {address ? <Text>{address}</Text> : null}
      {town ? <Text>{town}</Text> : null}
      <Text size="sm" c="dimmed">
        {siret ? <Trans>SIRET {grouped(siret)}</Trans> : siren ? <Trans>SIREN {grouped(siren)}</Trans> : null}
      </Text>
    </Paper>
  );
}

/** A SIREN "123 456 789", a SIRET "123 456 789 00012". */
function grouped(number: string): string {
  return [number.slice(0, 3), number.slice(3, 6), number.slice(6, 9), number.slice(9)]
    .filter(Boolean)
    .join("\u00a0");
}
