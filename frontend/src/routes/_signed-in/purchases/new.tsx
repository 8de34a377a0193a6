import { createFileRoute } from "@tanstack/react-router";
import { NewRoundPage } from "@/features/purchases/rounds/new-page";
import { readNewSearch } from "@/features/purchases/rounds/search";

export const Route = createFileRoute("/_signed-in/purchases/new")({
  validateSearch: readNewSearch,
  component: NewRound,
});

function NewRound() {
  const search = Route.useSearch();
  return <NewRoundPage key={JSON.stringify(search)} search={search} />;
}
