import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import {
  IconAddressBook,
  IconArrowsExchange,
  IconArrowsLeftRight,
  IconBuildingBank,
  IconBuildingCommunity,
  IconCalendar,
  IconChartPie,
  IconCheckbox,
  IconCoins,
  IconFileImport,
  IconHome,
  IconReceiptEuro,
  IconShare3,
  IconShoppingBag,
  IconTool,
  IconUsers,
  type TablerIcon,
} from "@tabler/icons-react";
import { useRouter } from "@tanstack/react-router";

export type Destination = {
  to: string;
  label: MessageDescriptor;
  icon: TablerIcon;
  phone?: MessageDescriptor;
};

/** `phone` names the destinations of the bottom bar; the others are behind "Plus". */
const destinations: Destination[] = [
  { to: "/", label: msg`Accueil`, icon: IconHome, phone: msg`Accueil` },
  { to: "/decisions", label: msg`Votes`, icon: IconCheckbox, phone: msg`Voter` },
  { to: "/organisations", label: msg`Annuaire`, icon: IconAddressBook },
  { to: "/networks", label: msg`Réseaux`, icon: IconBuildingCommunity },
  { to: "/pools", label: msg`Mutualisations`, icon: IconShare3 },
  { to: "/purchases", label: msg`Achats groupés`, icon: IconShoppingBag },
  { to: "/funds", label: msg`Fonds communs`, icon: IconCoins },
  { to: "/allocations", label: msg`Partage des coûts`, icon: IconChartPie },
  { to: "/statements", label: msg`Relevés`, icon: IconReceiptEuro },
  { to: "/settlements", label: msg`Compensations`, icon: IconArrowsLeftRight },
  { to: "/banking", label: msg`Comptes bancaires`, icon: IconBuildingBank },
  { to: "/resources", label: msg`Ressources`, icon: IconTool },
  { to: "/bookings", label: msg`Réservations`, icon: IconCalendar, phone: msg`Réserver` },
  { to: "/partnerships", label: msg`Partenariats`, icon: IconArrowsExchange },
  { to: "/imports", label: msg`Imports`, icon: IconFileImport },
  { to: "/members", label: msg`Membres`, icon: IconUsers },
];

/** The pages one can go to. A page this build does not have is not offered. */
export function useDestinations(): Destination[] {
  const { routesByPath } = useRouter();
  return destinations.filter(({ to }) => to in routesByPath);
}

/** Whether a destination is where one is, or above it. */
export function isUnder(pathname: string, to: string): boolean {
  return to === "/" ? pathname === "/" : pathname === to || pathname.startsWith(`${to}/`);
}
