import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useApiQuery } from "@/api/hooks";
import { AgreementPage } from "@/features/agreements/agreement-page";
import type { SideChoice } from "@/features/agreements/invite-party-dialog";
import {
  BackToPartnerships,
  useActivatePartnership,
  useEndPartnership,
} from "@/features/partnerships/address";
import { BalanceSection } from "@/features/partnerships/balance-section";
import type { Partnership } from "@/features/partnerships/words";
import { Loaded } from "@/ui/states";

/** One partnership. */
export function PartnershipPage({ id }: { id: string }) {
  const partnership = useApiQuery("/v1/partnerships/{partnership_id}", { path: { partnership_id: id } });
  return <Loaded query={partnership}>{(read) => <OnePartnership partnership={read} />}</Loaded>;
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
