import { createFileRoute } from "@tanstack/react-router";
import { NewOrganisationPage } from "@/features/organisations/new-page";

export const Route = createFileRoute("/_signed-in/organisations/new")({ component: NewOrganisationPage });
