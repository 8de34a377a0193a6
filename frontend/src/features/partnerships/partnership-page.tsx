import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useApiQuery } from "@/api/hooks";
import { AgreementPage } from "@/features/agreements/agreement-page";
import type { SideChoice } from "@/features/agreements/invite-party-dialog";
import { Opening } from "@/features/agreements/opening";
import {
  BackToPartnerships,
  useActivatePartnership,
  useEndPartnership,
} from "@/features/partnerships/address";
import { BalanceSection } from "@/features/partnerships/balance-section";
import type { Partnership } from "@/features/partnerships/words";

/** One partnership. */
export function PartnershipPage({ id }: { id: string }) {
  const { t } = useLingui();
  const partnership = useApiQuery("/v1/partnerships/{partnership_id}", { path: { partnership_id: id } });
  return (
    <Opening query={partnership} title={t`Partenariat`} back={<BackToPartnerships />}>
      {(read) => <OnePartnership partnership={read} />}
    </Opening>
  );
}

function OnePartnership({ partnership }: { partnership: Partnership }) {
  const navigate = useNavigate();
  return (
    <AgreementPage
      agreement={partnership}
      back={<BackToPartnerships />}
      activate={useActivatePartnership(partnership.id)}
      end={useEndPartnership(partnership.id)}
      edit={
        <Button
          component={Link}
          to="/partnerships/$partnershipId/edit"
          params={{ partnershipId: partnership.id } as never}
          variant="default"
        >
          <Trans>Modifier</Trans>
        </Button>
      }
      onDeclined={() => void navigate({ to: "/partnerships" })}
      sides={sidesOf(partnership)}
    >
      <BalanceSection partnership={partnership} />
    </AgreementPage>
  );
}

function sidesOf({ parties }: Partnership): SideChoice[] {
  return (["a", "b"] as const).map((side) => ({
    side,
    label: parties
      .filter((party) => party.side === side && (party.state === "accepted" || party.state === "invited"))
      .map(({ organisation_name }) => organisation_name)
      .join(", "),
  }));
}
