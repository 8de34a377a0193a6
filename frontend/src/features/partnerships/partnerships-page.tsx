import { Trans, useLingui } from "@lingui/react/macro";
import { IconArrowsExchange } from "@tabler/icons-react";
import { useApiInfinite } from "@/api/hooks";
import { useMe } from "@/app/session";
import { AgreementsPage } from "@/features/agreements/agreements-page";
import type { AgreementSearch } from "@/features/agreements/search";
import { NewPartnershipButton, PartnershipLink } from "@/features/partnerships/address";

/** The partnerships of the organisation acted for. */
export function PartnershipsPage({ search }: { search: AgreementSearch }) {
  const { t } = useLingui();
  const organisation = useMe().acting_for?.organisation_name ?? "";
  const found = useApiInfinite("/v1/partnerships", { query: { q: search.q, state: search.state } });
  const invited = useApiInfinite("/v1/partnerships", { query: { my_state: "invited" } });
  return (
    <AgreementsPage
      title={t`Partenariats`}
      lead={t`Ce que ${organisation} promet à d’autres, ce qu’elle en reçoit, et jusqu’à quand.`}
      icon={IconArrowsExchange}
      kind="partnership"
      search={search}
      found={found}
      invited={invited}
      name={({ id, name }) => <PartnershipLink id={id} name={name} />}
      create={<NewPartnershipButton />}
      emptyTitle={t`Aucun partenariat pour l’instant`}
      emptyWords={
        <Trans>
          Un partenariat met en regard les engagements de deux côtés : des places de stage contre des journées
          de formation, par exemple. Proposez-en un, ou attendez d’être invité.
        </Trans>
      }
    />
  );
}
