import { createFileRoute } from "@tanstack/react-router";
import { NewPoolPage } from "@/features/pools/new-pool-page";

export const Route = createFileRoute("/_signed-in/pools/new")({ component: NewPoolPage });
