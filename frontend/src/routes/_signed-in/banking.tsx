import { createFileRoute } from "@tanstack/react-router";
import { BankingPage } from "@/features/banking/banking-page";

export const Route = createFileRoute("/_signed-in/banking")({ component: BankingPage });
