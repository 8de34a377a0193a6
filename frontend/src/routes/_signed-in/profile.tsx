import { createFileRoute } from "@tanstack/react-router";
import { ProfilePage } from "@/features/identity/profile-page";

export const Route = createFileRoute("/_signed-in/profile")({ component: ProfilePage });
