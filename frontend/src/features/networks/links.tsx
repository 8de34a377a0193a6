import { Trans, useLingui } from "@lingui/react/macro";
import { IconArrowLeft } from "@tabler/icons-react";
import type { Way } from "@/features/networks/words";
import { AnchorLink } from "@/ui/links";

export function NetworkLink({ id, name }: { id: string; name: string }) {
  return (
    <AnchorLink to="/networks/$networkId" params={{ networkId: id }} fw={600} inherit>
      {name}
    </AnchorLink>
  );
}

export function OrganisationLink({ id, name }: { id: string; name: string }) {
  return (
    <AnchorLink to="/organisations/$organisationId" params={{ organisationId: id }} fw={600} inherit>
      {name}
    </AnchorLink>
  );
}

export function BackToNetworks() {
  return (
    <AnchorLink to="/networks" inline>
      <IconArrowLeft size={16} aria-hidden="true" style={{ verticalAlign: "-2px" }} /> <Trans>Réseaux</Trans>
    </AnchorLink>
  );
}

/** « en direct », or « par IDDJ » : the networks between an organisation and the one that gives. */
export function WayWords({ source, path }: Pick<Way, "source" | "path">) {
  const { t } = useLingui();
  if (source === "direct") return <Trans>en direct</Trans>;
  const names = path
    .slice(0, -1)
    .map(({ name }) => name)
    .join(t`, qui adhère à `);
  return <Trans>par {names}</Trans>;
}
