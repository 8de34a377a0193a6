import { createFileRoute } from "@tanstack/react-router";
import { OrdersPage } from "@/features/purchases/orders/orders-page";
import { readOrdersSearch } from "@/features/purchases/orders/search";

export const Route = createFileRoute("/_signed-in/purchases/$roundId/orders")({
  validateSearch: readOrdersSearch,
  component: Shown,
});

function Shown() {
  return <OrdersPage {...Route.useParams()} search={Route.useSearch()} />;
}
