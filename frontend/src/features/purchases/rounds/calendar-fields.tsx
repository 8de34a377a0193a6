import { useLingui } from "@lingui/react/macro";
import { SimpleGrid, Stack, TextInput } from "@mantine/core";
import {
  type Calendar,
  type CalendarDay,
  calendarDays,
  calendarFaults,
} from "@/features/purchases/rounds/calendar";

type CalendarForm = { getInputProps: (path: string) => object };

type CalendarFieldsProps = {
  form: CalendarForm;
  /** Days that do not move any more. */
  fixed?: CalendarDay[];
  /** Days may only be put off from these. */
  from?: Calendar | undefined;
};

/** The five days of a round, each with what it means. */
export function CalendarFields({ form, fixed = [], from }: CalendarFieldsProps) {
  const { t } = useLingui();
  const words: Record<CalendarDay, { label: string; description: string }> = {
    needs_until: {
      label: t`Besoins jusqu’au`,
      description: t`Dernier jour pour dire ce qu’il faut. Comptez deux à trois semaines.`,
    },
    quotes_until: {
      label: t`Offres jusqu’au`,
      description: t`Les offres des fournisseurs restent scellées jusqu’à ce jour.`,
    },
    award_on: {
      label: t`Attribution prévue le`,
      description: t`Jusque-là, chacun peut encore quitter un lot.`,
    },
    starts_on: { label: t`Début du marché`, description: t`Premier jour où l’on commande au prix obtenu.` },
    ends_on: { label: t`Fin du marché`, description: t`Ensuite viennent les comptes et le bilan.` },
  };
  const field = (day: CalendarDay) => (
    <TextInput
      key={day}
      type="date"
      label={words[day].label}
      description={words[day].description}
      required
      withAsterisk={false}
      disabled={fixed.includes(day)}
      {...(from ? { min: from[day] } : {})}
      {...form.getInputProps(day)}
    />
  );
  const [needs, quotes, award, starts, ends] = calendarDays.map(field);
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 3 }} style={{ alignItems: "end" }}>
        {needs}
        {quotes}
        {award}
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, sm: 3 }} style={{ alignItems: "end" }}>
        {starts}
        {ends}
      </SimpleGrid>
    </Stack>
  );
}

/** What is wrong with the days typed, said beside each. */
export function useCalendarChecks() {
  const { t } = useLingui();
  const before: Record<CalendarDay, string> = {
    needs_until: t`Ce jour vient trop tard.`,
    quotes_until: t`Les offres viennent après les besoins.`,
    award_on: t`L’attribution vient après les offres.`,
    starts_on: t`Ce jour vient trop tard.`,
    ends_on: t`Le marché finit après son début et après l’attribution.`,
  };
  return (calendar: Calendar): Partial<Record<CalendarDay, string>> =>
    Object.fromEntries(
      Object.entries(calendarFaults(calendar)).map(([day, fault]) => [
        day,
        fault === "missing" ? t`Donnez un jour.` : before[day as CalendarDay],
      ]),
    );
}
