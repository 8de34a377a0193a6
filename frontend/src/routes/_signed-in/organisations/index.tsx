import { createFileRoute } from "@tanstack/react-router";
import { DirectoryPage } from "@/features/organisations/directory-page";
import { readDirectorySearch } from "@/features/organisations/directory-search";

export const Route = createFileRoute("/_signed-in/organisations/")({
  validateSearch: readDirectorySearch,
  component: () => <DirectoryPage search={Route.useSearch()} />,
});
