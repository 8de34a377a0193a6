import { Trans, useLingui } from "@lingui/react/macro";
import { useApiInfinite } from "@/api/hooks";
import { useCan } from "@/app/session";
import { ImportList } from "@/features/imports/import-list";
import { NewImport } from "@/features/imports/new-import";
import { LoadMore } from "@/ui/load-more";
import { Page, Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";

/** Register files sent to complete the directory, and the one to send next. */
export function ImportsPage() {
  const { t } = useLingui();
  const mayImport = useCan("imports.manage");
  return (
    <Page
      title={t`Imports`}
      lead={t`Complétez l’annuaire avec les registres publics : SIRENE, RNA et FINESS. Essayez d’abord : rien n’est écrit tant que vous ne le demandez pas.`}
    >
      {mayImport ? (
        <>
          <NewImport />
          <History />
        </>
      ) : (
        <EmptyState title={t`Votre mandat ne permet pas d’importer`}>
          <Trans>La direction ou la coordination de votre organisation peut le faire.</Trans>
        </EmptyState>
      )}
    </Page>
  );
}

function History() {
  const { t } = useLingui();
  const imports = useApiInfinite("/v1/imports");
  return (
    <Section title={t`Imports précédents`}>
      <Loaded query={imports}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={t`Aucun import pour le moment`}>
              <Trans>Chaque fichier envoyé restera listé ici avec son résultat, ligne par ligne.</Trans>
            </EmptyState>
          ) : (
            <ImportList imports={items} />
          )
        }
      </Loaded>
      <LoadMore query={imports} />
    </Section>
  );
}
