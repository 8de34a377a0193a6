import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Group, SegmentedControl, Select, Text } from "@mantine/core";
import { IconArrowLeft, IconCalendarPlus, IconCalendarTime } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useApiInfinite } from "@/api/hooks";
import { useCan } from "@/app/session";
import { AwaitingMe } from "@/features/bookings/awaiting-me";
import { StateBadge } from "@/features/bookings/state-badge";
import { When } from "@/features/bookings/when";
import { type Booking, book, decide, hasEnded, type State, stateWords } from "@/features/bookings/words";
import { type Column, DataList } from "@/ui/data-list";
import { FictionalBadge } from "@/ui/fictional-badge";
import { AnchorLink, ButtonLink } from "@/ui/links";
import { LoadMore } from "@/ui/load-more";
import { Page } from "@/ui/page";
import { today } from "@/ui/paris-time";
import { EmptyState, Loaded } from "@/ui/states";
import { Money } from "@/ui/values";

export type BookingSearch = {
  role?: "steward" | undefined;
  when?: "past" | undefined;
  state?: State | undefined;
};

export function BackToBookings() {
  return (
    <AnchorLink to="/bookings">
      <Group gap={6} display="inline-flex">
        <IconArrowLeft size={18} aria-hidden="true" />
        <Trans>Toutes les réservations</Trans>
      </Group>
    </AnchorLink>
  );
}

/** What the organisation booked, and what others booked of its resources. */
export function BookingsPage({ search }: { search: BookingSearch }) {
  const { t } = useLingui();
  const mayDecide = useCan(decide);
  const isSteward = search.role === "steward";
  const isPast = search.when === "past";
  const bookings = useApiInfinite("/v1/bookings", {
    query: {
      role: isSteward ? "steward" : "booker",
      state: search.state,
      from: isPast ? undefined : today(),
      to: isPast ? today() : undefined,
      sort: isPast ? "-starts_at" : "starts_at",
    },
  });
  return (
    <Page
      title={t`Réservations`}
      lead={t`Ce que votre organisation a réservé, et ce que les autres réservent chez elle.`}
      actions={<BookButton />}
    >
      {mayDecide ? <AwaitingMe /> : null}
      <Filters search={search} />
      <Loaded query={bookings}>
        {(items) => (
          // The service counts in days: what ended earlier today is past.
          <List items={items.filter((one) => hasEnded(one) === isPast)} search={search} />
        )}
      </Loaded>
      <LoadMore query={bookings} />
    </Page>
  );
}

function BookButton() {
  const mayBook = useCan(book);
  if (!mayBook) return null;
  return (
    <ButtonLink to="/bookings/new" leftSection={<IconCalendarPlus size={18} aria-hidden="true" />}>
      <Trans>Réserver</Trans>
    </ButtonLink>
  );
}

function Filters({ search }: { search: BookingSearch }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const navigate = useNavigate();
  const change = (part: BookingSearch) =>
    void navigate({ to: "/bookings", search: { ...search, ...part }, replace: true });
  const states = Object.entries(stateWords).map(([value, { name }]) => ({ value, label: i18n._(name) }));
  return (
    <Group gap="sm" mb="lg" align="flex-end">
      <SegmentedControl
        aria-label={t`Qui réserve`}
        data={[
          { value: "booker", label: t`Par nous` },
          { value: "steward", label: t`Chez nous` },
        ]}
        value={search.role ?? "booker"}
        onChange={(role) => change({ role: role === "steward" ? role : undefined })}
      />
      <SegmentedControl
        aria-label={t`Quand`}
        data={[
          { value: "upcoming", label: t`À venir` },
          { value: "past", label: t`Passées` },
        ]}
        value={search.when ?? "upcoming"}
        onChange={(when) => change({ when: when === "past" ? when : undefined })}
      />
      <Select
        aria-label={t`État`}
        placeholder={t`Tous les états`}
        clearable
        clearButtonProps={{ "aria-label": t`Effacer l’état` }}
        data={states}
        value={search.state ?? null}
        onChange={(state) => change({ state: (state as State | null) ?? undefined })}
      />
    </Group>
  );
}

function List({ items, search }: { items: Booking[]; search: BookingSearch }) {
  const { t } = useLingui();
  if (items.length === 0) return <Nothing search={search} />;
  const columns: Column<Booking>[] = [
    {
      key: "resource",
      header: t`Ressource`,
      phone: "title",
      cell: (booking) => <Title booking={booking} asSteward={search.role === "steward"} />,
    },
    { key: "when", header: t`Quand`, cell: (booking) => <When span={booking} /> },
    { key: "state", header: t`État`, cell: ({ state }) => <StateBadge state={state} /> },
    { key: "cost", header: t`Coût`, align: "right", cell: ({ cost_cents }) => <Money cents={cost_cents} /> },
  ];
  return (
    <DataList label={t`Réservations`} items={items} columns={columns} rowKey={(booking) => booking.id} />
  );
}

function Title({ booking, asSteward }: { booking: Booking; asSteward: boolean }) {
  const { t } = useLingui();
  const { quantity, is_mine: mine, is_steward: ours } = booking;
  const who = asSteward
    ? mine
      ? t`pour votre organisation`
      : t`pour ${booking.organisation_name}`
    : ours
      ? t`chez vous`
      : t`chez ${booking.steward_name}`;
  return (
    <>
      <AnchorLink to="/bookings/$bookingId" params={{ bookingId: booking.id }} fw={600}>
        {quantity > 1 ? `${booking.resource_name} × ${quantity}` : booking.resource_name}
      </AnchorLink>
      <Text size="sm" c="dimmed" fw={400}>
        {[who, booking.purpose].filter(Boolean).join(" · ")}
      </Text>
      {booking.fictional ? <FictionalBadge /> : null}
    </>
  );
}

function Nothing({ search }: { search: BookingSearch }) {
  const { t } = useLingui();
  if (search.state) {
    return (
      <EmptyState icon={IconCalendarTime} title={t`Aucune réservation dans cet état`}>
        <Trans>Retirez le filtre pour voir les autres.</Trans>
      </EmptyState>
    );
  }
  if (search.role === "steward") {
    return (
      <EmptyState
        icon={IconCalendarTime}
        title={search.when ? t`Personne n’a encore réservé chez vous` : t`Rien de prévu chez vous`}
        action={
          <ButtonLink to="/resources" search={{ whose: "ours" }} variant="default">
            <Trans>Voir ce que nous prêtons</Trans>
          </ButtonLink>
        }
      >
        <Trans>Les réservations de vos ressources, par vous ou par les autres, s’affichent ici.</Trans>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={IconCalendarTime}
      title={search.when ? t`Aucune réservation passée` : t`Aucune réservation à venir`}
      action={
        <ButtonLink to="/resources" variant="default">
          <Trans>Voir les ressources</Trans>
        </ButtonLink>
      }
    >
      <Trans>Choisissez une ressource : son calendrier montre les moments libres.</Trans>
    </EmptyState>
  );
}
