import { createFileRoute } from "@tanstack/react-router";
import { MembersPage } from "@/features/identity/members-page";

export const Route = createFileRoute("/_signed-in/members")({ component: MembersPage });
