import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, CloseButton, Group, Stack, Switch, Text } from "@mantine/core";
import { useState } from "react";
import { useApiMutation } from "@/api/hooks";
import { isProblem } from "@/api/problem";
import { useDayNames } from "@/features/resources/in-words";
import classes from "@/features/resources/resources.module.css";
import { openingsFrom, type Range, rangesOf, wrongDays } from "@/features/resources/week-openings";
import type { Resource } from "@/features/resources/words";
import { ClockField } from "@/ui/clock-field";
import { Dialog, Refusal } from "@/ui/dialog";
import { toastDone } from "@/ui/toast";

const weekdays = [1, 2, 3, 4, 5, 6, 7];
const usual: Range = { opens: "09:00", closes: "18:00" };

/** The openings of a week, day by day. */
export function OpeningsDialog({ resource, onClose }: { resource: Resource; onClose: () => void }) {
  const { t } = useLingui();
  const { several } = useDayNames();
  const [always, setAlways] = useState(resource.openings.length === 0);
  const [week, setWeek] = useState(() => rangesOf(resource.openings));
  const [wrong, setWrong] = useState<number[]>([]);
  const save = useApiMutation("put", "/v1/resources/{resource_id}/openings", {
    invalidates: ["/v1/resources"],
    onSuccess: () => {
      toastDone(t`Les heures d’ouverture sont à jour.`);
      onClose();
    },
  });
  const setDay = (weekday: number, ranges: Range[]) => {
    setWrong([]);
    setWeek((before) => before.map((one, index) => (index === weekday - 1 ? ranges : one)));
  };
  const submit = () => {
    const mistaken = always ? [] : wrongDays(week);
    setWrong(mistaken);
    if (mistaken.length > 0) return;
    save.mutate({
      path: { resource_id: resource.id },
      body: { openings: always ? [] : openingsFrom(week) },
      version: resource.version,
    });
  };
  const empty = !always && week.every((ranges) => ranges.length === 0);
  return (
    <Dialog opened onClose={onClose} title={t`Heures d’ouverture`} size="lg">
      <Stack gap="md">
        <Text c="dimmed">
          <Trans>
            À l’heure de Paris. Les réservations déjà faites ne changent pas. Le matériel, les véhicules et
            les hébergements peuvent être gardés la nuit : on les prend et on les rend pendant ces heures.
          </Trans>
        </Text>
        {save.error ? <OpeningsRefusal error={save.error} /> : null}
        <Switch
          label={t`Ouvert en permanence`}
          checked={always}
          onChange={(event) => setAlways(event.currentTarget.checked)}
        />
        {always
          ? null
          : weekdays.map((weekday) => (
              <DayRanges
                key={weekday}
                weekday={weekday}
                ranges={week[weekday - 1] ?? []}
                onChange={(ranges) => setDay(weekday, ranges)}
                wrong={wrong.includes(weekday)}
              />
            ))}
        {always ? null : (
          <Group>
            <Button
              variant="default"
              size="sm"
              onClick={() =>
                setWeek((before) => before.map((own, day) => (day < 5 ? (before[0] ?? own) : own)))
              }
            >
              <Trans>
                Comme {several([1])}, {several([2, 5])}
              </Trans>
            </Button>
          </Group>
        )}
        {empty ? (
          <Alert color="orange">
            <Trans>
              Sans aucune heure, la ressource serait ouverte en permanence. Pour ne plus la prêter,
              retirez-la.
            </Trans>
          </Alert>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            <Trans>Annuler</Trans>
          </Button>
          <Button loading={save.isPending} disabled={empty} onClick={submit}>
            <Trans>Enregistrer les heures</Trans>
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

type DayRangesProps = {
  weekday: number;
  ranges: Range[];
  onChange: (ranges: Range[]) => void;
  wrong: boolean;
};

function DayRanges({ weekday, ranges, onChange, wrong }: DayRangesProps) {
  const { t } = useLingui();
  const day = useDayNames().name(weekday);
  const change = (index: number, part: Partial<Range>) =>
    onChange(ranges.map((range, at) => (at === index ? { ...range, ...part } : range)));
  return (
    <fieldset className={classes.openingDay}>
      <legend>{day}</legend>
      <Stack gap="xs" className={classes.openingRanges ?? ""}>
        {ranges.map((range, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a range has no other identity than its place
          <Group key={index} gap="xs">
            <ClockField
              w="6.5rem"
              aria-label={t`${day}, ouvre à`}
              value={range.opens}
              onChange={(opens) => change(index, { opens })}
            />
            <span aria-hidden="true">–</span>
            <ClockField
              w="6.5rem"
              aria-label={t`${day}, ferme à`}
              value={range.closes}
              onChange={(closes) => change(index, { closes })}
            />
            <CloseButton
              aria-label={t`Retirer cette plage du ${day}`}
              onClick={() => onChange(ranges.filter((_, at) => at !== index))}
            />
          </Group>
        ))}
        <Group gap="sm">
          {ranges.length === 0 ? (
            <Text c="dimmed">
              <Trans>Fermé</Trans>
            </Text>
          ) : null}
          <Button
            variant="subtle"
            size="xs"
            px={6}
            aria-label={t`Ajouter une plage le ${day}`}
            onClick={() => onChange([...ranges, usual])}
          >
            <Trans>Ajouter une plage</Trans>
          </Button>
        </Group>
        {wrong ? (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            <Trans>
              Chaque plage ferme après avoir ouvert, et deux plages ne se chevauchent pas. Au-delà de minuit,
              poursuivez le lendemain.
            </Trans>
          </Text>
        ) : null}
      </Stack>
    </fieldset>
  );
}

function OpeningsRefusal({ error }: { error: unknown }) {
  if (!isProblem(error, "stale_version")) return <Refusal error={error} />;
  return (
    <Alert color="orange" role="alert">
      <Trans>
        Quelqu’un a modifié cette ressource pendant ce temps. Fermez cette fenêtre : la page montre alors la
        version à jour, sur laquelle vous pourrez reprendre.
      </Trans>
    </Alert>
  );
}
