import { createFileRoute } from "@tanstack/react-router";
import { isDay } from "@/features/networks/days";
import { NetworkPage } from "@/features/networks/network-page";
import { type Tab, tabs } from "@/features/networks/search";

type Search = {
  tab?: Tab | undefined;
  on?: string | undefined;
  category?: "member" | "associate" | undefined;
};

export const Route = createFileRoute("/_signed-in/networks/$networkId/")({
  validateSearch: ({ tab, on, category }): Search => ({
    ...(tabs.includes(tab as Tab) ? { tab: tab as Tab } : {}),
    ...(isDay(on) ? { on } : {}),
    ...(category === "member" || category === "associate" ? { category } : {}),
  }),
  component: OneNetwork,
});

function OneNetwork() {
  const { networkId } = Route.useParams();
  return <NetworkPage key={networkId} {...Route.useSearch()} networkId={networkId} />;
}
