import { Trans, useLingui } from "@lingui/react/macro";
import { IconShare3 } from "@tabler/icons-react";
import { useApiInfinite } from "@/api/hooks";
import { useMe } from "@/app/session";
import { AgreementsPage } from "@/features/agreements/agreements-page";
import type { AgreementSearch } from "@/features/agreements/search";
import { NewPoolButton, PoolLink } from "@/features/pools/address";

/** The pools of the organisation acted for. */
export function PoolsPage({ search }: { search: AgreementSearch }) {
  const { t } = useLingui();
  const organisation = useMe().acting_for?.organisation_name ?? "";
  const found = useApiInfinite("/v1/pools", { query: { q: search.q, state: search.state } });
  const invited = useApiInfinite("/v1/pools", { query: { my_state: "invited" } });
  return (
    <AgreementsPage
      title={t`Mutualisations`}
      lead={t`Ce que ${organisation} met en commun avec d’autres organisations, et jusqu’à quand.`}
      icon={IconShare3}
      kind="pool"
      search={search}
      found={found}
      invited={invited}
      name={({ id, name }) => <PoolLink id={id} name={name} />}
      create={<NewPoolButton />}
      emptyTitle={t`Aucune mutualisation pour l’instant`}
      emptyWords={
        <Trans>
          Une mutualisation réunit des organisations qui partagent des salles, des véhicules, du matériel ou
          des heures de personnel, sous des règles écrites. Créez-en une, ou attendez d’être invité.
        </Trans>
      }
    />
  );
}
