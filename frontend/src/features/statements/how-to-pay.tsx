import { Trans, useLingui } from "@lingui/react/macro";
import { Group, Paper, Stack, Text } from "@mantine/core";
import { useCan } from "@/app/session";
import { Elsewhere } from "@/features/statements/links";
import { prepareFiles, type Statement } from "@/features/statements/words";
import { FactList } from "@/ui/fact-list";
import { Section } from "@/ui/page";

/** For who owes it: where to send the money, and who says that it came. */
export function HowToPay({ statement }: { statement: Statement }) {
  const { t } = useLingui();
  const { mine, state, amount_cents: amount, issuer_id: issuer, organisation_id: payer } = statement;
  if (!mine || state !== "issued" || amount < 0) return null;
  return (
    <Section title={t`Comment payer`}>
      <Paper p="md">
        <Stack gap="md">
          {issuer === payer ? (
            <Text>
              <Trans>
                Votre organisation tient la caisse commune : versez cette somme sur le compte de la caisse,
                puis enregistrez le paiement ici.
              </Trans>
            </Text>
          ) : (
            <ByTransfer statement={statement} />
          )}
          <OtherWays statement={statement} />
        </Stack>
      </Paper>
    </Section>
  );
}

function ByTransfer({ statement }: { statement: Statement }) {
  const { t } = useLingui();
  const { bank, reference, issuer_name: issuer } = statement;
  return (
    <>
      {bank ? (
        <>
          <Text>
            <Trans>
              Par virement, en rappelant la référence. Le numéro de compte entier est sur le PDF : il n’est
              pas montré à l’écran.
            </Trans>
          </Text>
          <FactList
            facts={[
              { label: t`Titulaire du compte`, value: bank.holder },
              { label: t`IBAN`, value: bank.iban_masked },
              ...(bank.bic ? [{ label: t`BIC`, value: bank.bic }] : []),
              ...(bank.bank_name ? [{ label: t`Banque`, value: bank.bank_name }] : []),
              { label: t`Référence à rappeler`, value: reference },
            ]}
          />
        </>
      ) : (
        <Text>
          <Trans>
            Par virement à {issuer}, en rappelant la référence {reference}. {issuer} n’a pas encore enregistré
            de compte bancaire : demandez-lui ses coordonnées, et vérifiez-les de vive voix.
          </Trans>
        </Text>
      )}
      <Text c="dimmed">
        <Trans>
          Vous n’avez rien à cocher ensuite : on ne déclare pas soi-même son paiement reçu. {issuer}{" "}
          l’enregistre quand l’argent est sur son compte, et vous le voyez aussitôt ci-dessous.
        </Trans>
      </Text>
    </>
  );
}

function OtherWays({ statement }: { statement: Statement }) {
  const mayPrepare = useCan(prepareFiles);
  const { agreement_id: agreement } = statement;
  return (
    <Group gap="lg">
      {mayPrepare ? (
        <Elsewhere to={`/treasury/${agreement}`}>
          <Trans>Préparer un fichier de virements pour la banque</Trans>
        </Elsewhere>
      ) : null}
      <Elsewhere to="/settlements" search={{ agreement }}>
        <Trans>Qui doit quoi : compenser ce que l’on se doit</Trans>
      </Elsewhere>
    </Group>
  );
}
