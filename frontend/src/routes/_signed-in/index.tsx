import { createFileRoute } from "@tanstack/react-router";
import { HomePage } from "@/features/reports/home-page";

export const Route = createFileRoute("/_signed-in/")({ component: HomePage });
