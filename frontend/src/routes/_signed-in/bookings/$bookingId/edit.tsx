import { createFileRoute } from "@tanstack/react-router";
import { EditBookingPage } from "@/features/bookings/edit-booking-page";

export const Route = createFileRoute("/_signed-in/bookings/$bookingId/edit")({
  component: () => <EditBookingPage bookingId={Route.useParams().bookingId} />,
});
