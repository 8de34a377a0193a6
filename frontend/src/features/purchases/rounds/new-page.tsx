import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Paper, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconArrowLeft, IconShoppingBag } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useApiMutation, useApiQuery, useIdempotencyKey } from "@/api/hooks";
import { useCan } from "@/app/session";
import { type AgreementLine, coordinates, useAgreements } from "@/features/purchases/rounds/agreements";
import { type Calendar, freshCalendar, titleAfter } from "@/features/purchases/rounds/calendar";
import { CalendarFields, useCalendarChecks } from "@/features/purchases/rounds/calendar-fields";
import { GoTo } from "@/features/purchases/rounds/links";
import type { NewSearch } from "@/features/purchases/rounds/search";
import {
  type Criterion,
  coordinateRounds,
  type Round,
  type RoundLine,
  readings,
} from "@/features/purchases/words";
import { FormErrors } from "@/ui/form-errors";
import { ButtonLink } from "@/ui/links";
import { Page } from "@/ui/page";
import { today } from "@/ui/paris-time";
import { EmptyState, Loaded } from "@/ui/states";
import { toastDone } from "@/ui/toast";

/** Prepares a round: from nothing, or after a past one. */
export function NewRoundPage({ search }: { search: NewSearch }) {
  const { t } = useLingui();
  return (
    <Page
      title={t`Préparer un achat groupé`}
      lead={t`Un titre et des dates pour commencer. Les lots, ceux que l’on consulte et les règles viennent ensuite ; personne d’autre ne lit rien avant l’ouverture du recensement.`}
      above={
        <GoTo to="/purchases" search={{ agreement: search.agreement }}>
          <IconArrowLeft size={16} aria-hidden="true" style={{ verticalAlign: "-2px" }} />{" "}
          <Trans>Achats groupés</Trans>
        </GoTo>
      }
      narrow
    >
      <Preparing search={search} />
    </Page>
  );
}

function Preparing({ search }: { search: NewSearch }) {
  const { t } = useLingui();
  const mayCoordinate = useCan(coordinateRounds);
  const agreements = useAgreements();
  if (!mayCoordinate) {
    return (
      <EmptyState icon={IconShoppingBag} title={t`Votre mandat ne permet pas de préparer un achat groupé`}>
        <Trans>
          Cela revient à la direction ou à la coordination de votre organisation : parlez-leur-en.
        </Trans>
      </EmptyState>
    );
  }
  return (
    <Loaded query={agreements} lines={6}>
      {(all) => {
        const led = all.filter(coordinates);
        return led.length === 0 ? <NothingToLead /> : <FromOrigin search={search} led={led} />;
      }}
    </Loaded>
  );
}

function NothingToLead() {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={IconShoppingBag}
      title={t`Aucun accord où préparer un achat`}
      action={
        <ButtonLink to="/pools/new" variant="default">
          <Trans>Créer une mutualisation</Trans>
        </ButtonLink>
      }
    >
      <Trans>
        Le chef de file d’un accord y prépare les achats groupés, et votre organisation ne l’est d’aucun. Dans
        les accords où vous êtes partie, demandez-le au chef de file.
      </Trans>
    </EmptyState>
  );
}

type Led = { search: NewSearch; led: AgreementLine[] };

/** The past round that the address names, if any, is read first: its title and its days fill the form. */
function FromOrigin({ search, led }: Led) {
  const origin = useApiQuery(
    "/v1/purchases/{round_id}",
    { path: { round_id: search.from ?? "" } },
    { enabled: search.from !== undefined },
  );
  if (search.from === undefined) return <NewRoundForm search={search} led={led} origin={undefined} />;
  return (
    <Loaded query={origin} lines={6}>
      {(round) => <NewRoundForm search={search} led={led} origin={round} />}
    </Loaded>
  );
}

type Values = Calendar & { agreement_id: string; from: string; title: string; description: string };

const fromNothing = "nothing";

function valuesOf({ search, led }: Led, origin: RoundLine | Round | undefined): Values {
  const named = led.find(({ id }) => id === search.agreement) ?? (led.length === 1 ? led[0] : undefined);
  return {
    agreement_id: origin?.agreement_id ?? named?.id ?? "",
    from: origin?.id ?? fromNothing,
    title: origin ? titleAfter(origin.title) : "",
    description: "",
    ...freshCalendar(today(), origin),
  };
}

function NewRoundForm({ search, led, origin }: Led & { origin: Round | undefined }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { key } = useIdempotencyKey();
  const checkCalendar = useCalendarChecks();
  const criteria = useUsualCriteria();
  const form = useForm<Values>({
    initialValues: valuesOf({ search, led }, origin),
    validate: (values) => ({
      ...(values.agreement_id ? {} : { agreement_id: t`Choisissez un accord.` }),
      ...(values.title.trim() ? {} : { title: t`Donnez un titre.` }),
      ...checkCalendar(values),
    }),
  });
  const onSuccess = ({ id }: { id: string }) => {
    toastDone(t`L’achat est en préparation.`);
    return navigate({ to: "/purchases/$roundId/setup", params: { roundId: id } });
  };
  const create = useApiMutation("post", "/v1/purchases", { invalidates: readings, onSuccess });
  const copy = useApiMutation("post", "/v1/purchases/{round_id}/copies", {
    invalidates: readings,
    onSuccess,
  });
  const submit = form.onSubmit(({ agreement_id, from, title, description, ...calendar }) => {
    if (from !== fromNothing) {
      copy.mutate({
        path: { round_id: from },
        body: { ...calendar, title: title.trim() },
        idempotencyKey: key,
      });
      return;
    }
    create.mutate({
      body: {
        ...calendar,
        ...usualRules,
        agreement_id,
        criteria,
        title: title.trim(),
        description: description.trim() || null,
      },
      idempotencyKey: key,
    });
  });
  const { agreement_id: agreement, from } = form.getValues();
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <FormErrors error={create.error ?? copy.error} form={form} />
        <Select
          label={t`Accord`}
          description={t`Ceux dont votre organisation est chef de file : elle coordonne leurs achats.`}
          placeholder={t`Choisir un accord`}
          data={led.map(({ id, name }) => ({ value: id, label: name }))}
          allowDeselect={false}
          {...form.getInputProps("agreement_id")}
          onChange={(id) => form.setValues({ agreement_id: id ?? "", from: fromNothing })}
        />
        {agreement ? (
          <OriginField
            key={agreement}
            agreement={agreement}
            value={from}
            onPick={(round) =>
              form.setValues(
                round
                  ? { from: round.id, title: titleAfter(round.title), ...freshCalendar(today(), round) }
                  : { from: fromNothing },
              )
            }
          />
        ) : null}
        <TextInput
          label={t`Titre`}
          description={t`Ce que l’on achète, et pour quand.`}
          placeholder={t`Gants nitrile 2027`}
          maxLength={200}
          {...form.getInputProps("title")}
        />
        {from === fromNothing ? (
          <Textarea
            label={t`Présentation (facultatif)`}
            description={t`Ce que vous en attendez, ce qui est exigé des produits. Tous ceux de l’accord la liront.`}
            autosize
            minRows={2}
            maxLength={5000}
            {...form.getInputProps("description")}
          />
        ) : null}
        <CalendarFields form={form} />
        <Paper p="md">
          <Text fw={600} mb={4}>
            <Trans>Et ensuite</Trans>
          </Text>
          <Text>
            {from === fromNothing ? (
              <Trans>
                Vous écrirez les lots et leurs articles, choisirez qui est consulté et comment les offres
                seront jugées. Rien ne part avant que vous ouvriez le recensement.
              </Trans>
            ) : (
              <Trans>
                Les lots, les articles, les critères, les règles et les organisations consultées sont repris ;
                jamais les besoins, ni les prix, ni les offres. Vous relirez tout avant d’ouvrir le
                recensement.
              </Trans>
            )}
          </Text>
        </Paper>
        <Group justify="flex-end">
          <ButtonLink to="/purchases" search={{ agreement: agreement || undefined }} variant="default">
            <Trans>Annuler</Trans>
          </ButtonLink>
          <Button type="submit" loading={create.isPending || copy.isPending}>
            <Trans>Préparer cet achat</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type OriginFieldProps = {
  agreement: string;
  value: string;
  onPick: (round: RoundLine | undefined) => void;
};

/** The past rounds of the agreement, when there are some. */
function OriginField({ agreement, value, onPick }: OriginFieldProps) {
  const { t } = useLingui();
  const rounds = useApiQuery("/v1/purchases", { query: { agreement_id: agreement, limit: 100 } });
  if (!rounds.data?.items.length) return null;
  const { items } = rounds.data;
  return (
    <Select
      label={t`Partir de`}
      description={t`D’un achat passé, on reprend les lots et les règles, jamais les besoins ni les prix.`}
      data={[
        { value: fromNothing, label: t`Une page blanche` },
        ...items.map(({ id, title, number }) => ({ value: id, label: t`Achat n° ${number} : ${title}` })),
      ]}
      allowDeselect={false}
      value={value}
      onChange={(id) => onPick(items.find((round) => round.id === id))}
    />
  );
}

const usualRules = {
  price_formula: "lowest_over_price",
  sharing: "same_price",
  shortfall: "by_orders",
  rebate_kept_bp: 0,
} as const;

/** What offers are judged by until one says otherwise. */
function useUsualCriteria(): Criterion[] {
  const { t } = useLingui();
  return [
    { code: "price", kind: "price", name: t`Prix`, weight: 60, note: null },
    { code: "quality", kind: "quality", name: t`Qualité`, weight: 20, note: null },
    { code: "environment", kind: "environment", name: t`Environnement`, weight: 20, note: null },
  ];
}
