import { createFileRoute } from "@tanstack/react-router";
import { NewPartnershipPage } from "@/features/partnerships/new-partnership-page";

export const Route = createFileRoute("/_signed-in/partnerships/new")({ component: NewPartnershipPage });
