import { createFileRoute } from "@tanstack/react-router";
import { NewResourcePage } from "@/features/resources/new-resource-page";

export const Route = createFileRoute("/_signed-in/resources/new")({ component: NewResourcePage });
