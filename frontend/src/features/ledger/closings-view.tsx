import { useLingui } from "@lingui/react";
import { Plural, Trans, useLingui as useWords } from "@lingui/react/macro";
import { Paper, Stack, Text, Title } from "@mantine/core";
import { IconCalendarCheck } from "@tabler/icons-react";
import { useApiInfinite } from "@/api/hooks";
import { AccountLink } from "@/features/ledger/account-name";
import classes from "@/features/ledger/ledger.module.css";
import { type Book, type ClosingFigure, type Publication, withheldWords } from "@/features/ledger/words";
import { Amount } from "@/ui/amount";
import { LoadMore } from "@/ui/load-more";
import { EmptyState, Loaded } from "@/ui/states";
import { DateText } from "@/ui/values";

/** What was published of common accounts, closing after closing. */
export function ClosingsView({ book }: { book: Book }) {
  const { t } = useWords();
  const closings = useApiInfinite("/v1/ledger/publications", {
    query: { agreement_id: book.agreement_id },
  });
  return (
    <Stack gap="lg">
      <Text c="dimmed" maw="48rem">
        {book.confidentiality === "coopetition" ? (
          <Trans>
            Entre concurrents, on ne lit pas le détail des comptes communs. À chaque clôture, leur solde est
            publié si au moins quatre organisations l’ont fait bouger et qu’aucune ne pèse plus de 70 % :
            personne ne peut en déduire le chiffre d’une autre.
          </Trans>
        ) : (
          <Trans>
            On ne lit pas le détail des comptes communs. À chaque clôture, leur solde est publié si au moins
            trois organisations l’ont fait bouger : personne ne peut en déduire le chiffre d’une autre.
          </Trans>
        )}
      </Text>
      <Loaded query={closings}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState icon={IconCalendarCheck} title={t`Aucune clôture publiée`}>
              {book.leads ? (
                <Trans>
                  En fin de mois ou d’année, choisissez « Publier une clôture » : les parties liront les
                  soldes communs.
                </Trans>
              ) : (
                <Trans>
                  Le chef de file publie les soldes communs aux clôtures. Vos propres comptes se lisent déjà.
                </Trans>
              )}
            </EmptyState>
          ) : (
            items.map((closing) => <Closing key={closing.id} closing={closing} />)
          )
        }
      </Loaded>
      <LoadMore query={closings} />
    </Stack>
  );
}

function Closing({ closing }: { closing: Publication }) {
  const { published_by_name: name } = closing;
  return (
    <Paper component="section" className={classes.group ?? ""}>
      <div className={classes.groupHead}>
        <Title order={3}>
          <Trans>
            Clôture du <DateText value={closing.through} />
          </Trans>
        </Title>
        <Text size="sm" c="dimmed">
          <Trans>
            Publiée le <DateText value={closing.published_at} style="moment" /> par {name}
          </Trans>
        </Text>
      </div>
      {closing.figures.length === 0 ? (
        <Text p="md" c="dimmed">
          <Trans>Aucun compte commun n’existait à cette date.</Trans>
        </Text>
      ) : (
        <ul className={classes.rows}>
          {closing.figures.map((figure) => (
            <Figure key={figure.account.id} figure={figure} closing={closing} />
          ))}
        </ul>
      )}
    </Paper>
  );
}

function Figure({ figure, closing }: { figure: ClosingFigure; closing: Publication }) {
  const { i18n } = useLingui();
  const { account, unit, balance, as_of: asOf, contributors, withheld } = figure;
  return (
    <li className={classes.row}>
      <div className={classes.rowName}>
        <AccountLink account={account} agreementId={closing.agreement_id} />
        {withheld ? (
          <Text size="sm" c="dimmed">
            {i18n._(withheldWords(withheld, balance !== null))}
          </Text>
        ) : null}
      </div>
      <div className={classes.rowFigure}>
        {balance === null ? (
          <Text span c="dimmed">
            <Trans>non publié</Trans>
          </Text>
        ) : (
          <Text span fw={600}>
            <Amount value={balance} unit={unit} />
          </Text>
        )}
        {balance !== null && asOf !== null && asOf !== closing.through ? (
          <Text size="sm" c="dimmed">
            <Trans>
              chiffre du <DateText value={asOf} />
            </Trans>
          </Text>
        ) : contributors ? (
          <Text size="sm" c="dimmed">
            <Plural
              value={contributors}
              one="# organisation l’a fait bouger"
              other="# organisations l’ont fait bouger"
            />
          </Text>
        ) : null}
      </div>
    </li>
  );
}
