import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, List, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { isProblem } from "@/api/problem";
import { Elsewhere } from "@/features/treasury/links";
import { filesIn, type Lack, type Lacking, lackingIn } from "@/features/treasury/refused";
import { Refusal } from "@/ui/dialog";

type WhatLacksProps<T> = {
  error: unknown;
  me: string;
  agreementId: string;
  /** Items without which the file could be made. */
  stopped: T[];
  onTakeOut: (stopped: T[]) => void;
};

/** Why the file was not made: who lacks what, and the way to mend it. */
export function WhatLacks<T>({ error, me, agreementId, stopped, onTakeOut }: WhatLacksProps<T>) {
  const { t } = useLingui();
  const lacking = lackingIn(error);
  const files = filesIn(error);
  return (
    <Stack gap="sm" align="flex-start">
      {lacking.length > 0 ? (
        <Alert
          role="alert"
          color="orange"
          variant="light"
          icon={<IconAlertTriangle aria-hidden="true" />}
          title={t`Il manque de quoi préparer ce fichier`}
          w="100%"
        >
          <List spacing="xs">
            {lacking.map((one) => (
              <List.Item key={one.organisation_id}>
                <Text fw={600}>{one.organisation_id === me ? t`Votre organisation` : one.name}</Text>
                {one.lacks.map((lack) => (
                  <Text size="sm" key={lack}>
                    <Mending lack={lack} one={one} mine={one.organisation_id === me} />
                  </Text>
                ))}
              </List.Item>
            ))}
          </List>
        </Alert>
      ) : (
        <Refusal error={error} />
      )}
      {isProblem(error, "creditor_identifier_missing", "account_shut", "unknown_account") ? (
        <Text size="sm">
          <Elsewhere to="/banking">
            <Trans>Voir vos comptes bancaires</Trans>
          </Elsewhere>
        </Text>
      ) : null}
      {isProblem(error, "being_netted") ? (
        <Text size="sm">
          <Elsewhere to="/settlements" search={{ agreement: agreementId }}>
            <Trans>Voir qui doit quoi</Trans>
          </Elsewhere>
        </Text>
      ) : null}
      {files.map((file) => (
        <Text size="sm" key={file}>
          <Elsewhere to="." search={{ view: "files", file }}>
            <Trans>Ouvrir le fichier qui les contient</Trans>
          </Elsewhere>
        </Text>
      ))}
      {stopped.length > 0 ? (
        <Button variant="default" onClick={() => onTakeOut(stopped)}>
          <Plural
            value={stopped.length}
            one="Décocher la ligne concernée"
            other="Décocher les # lignes concernées"
          />
        </Button>
      ) : null}
    </Stack>
  );
}

type MendingProps = { lack: Lack; one: Lacking; mine: boolean };

function Mending({ lack, one, mine }: MendingProps) {
  if (lack === "city") {
    return mine ? (
      <Trans>
        La ville de votre adresse manque :{" "}
        <Elsewhere to={`/organisations/${one.organisation_id}/edit`}>complétez votre fiche</Elsewhere>.
      </Trans>
    ) : (
      <Trans>
        La ville de son adresse manque : demandez-lui de compléter{" "}
        <Elsewhere to={`/organisations/${one.organisation_id}`}>sa fiche</Elsewhere>.
      </Trans>
    );
  }
  if (lack === "mandate") {
    return (
      <Trans>
        Aucun mandat de prélèvement en cours : demandez à sa direction d’en signer un, dans sa page « Comptes
        bancaires ».
      </Trans>
    );
  }
  if (lack === "bic") {
    return (
      <Trans>
        Le BIC du compte manque : <Elsewhere to="/banking">ajoutez-le à votre compte</Elsewhere>.
      </Trans>
    );
  }
  return (
    <Trans>
      Aucun compte bancaire dans Essaim : demandez à sa direction d’en ajouter un, dans sa page « Comptes
      bancaires ».
    </Trans>
  );
}
