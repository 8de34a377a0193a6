import { Plural, Trans, useLingui } from "@lingui/react/macro";
import {
  Alert,
  Button,
  Group,
  NumberInput,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { invalidate } from "@/api/hooks";
import { type Named, readPasted } from "@/features/allocations/needs-paste";
import { readings } from "@/features/allocations/words";
import { AmountField } from "@/ui/amount-field";
import { Dialog } from "@/ui/dialog";
import { formatNumber } from "@/ui/format";
import { today } from "@/ui/paris-time";
import { useProblemWords } from "@/ui/states";
import { toastDone } from "@/ui/toast";

export type Told = {
  organisation_id: string;
  /** Integer of the smallest unit. */
  value: number;
  source: string;
  day: string;
};

type ValuesDialogProps = {
  title: string;
  /** What is asked, in a sentence. */
  children?: ReactNode;
  organisations: Named[];
  /** What is known already, integers of the smallest unit. */
  known: Map<string, number>;
  money: boolean;
  decimals: number;
  /** "lits", "km"; nothing for money. */
  unit?: string;
  save: (told: Told) => Promise<unknown>;
  onClose: () => void;
  /** Once everything is kept. */
  onSaved?: (() => void) | undefined;
};

type Values = { figures: Record<string, number | string>; source: string; day: string };

/** Several organisations at once: typed one by one, or pasted from a spreadsheet; one source, one date. */
export function ValuesDialog(props: ValuesDialogProps) {
  const { title, children, organisations, known, money, decimals, unit, onClose } = props;
  const { t } = useLingui();
  const scale = 10 ** decimals;
  const shown = (value: number | undefined) => (value === undefined ? "" : value / scale);
  const form = useForm<Values>({
    initialValues: {
      figures: Object.fromEntries(organisations.map(({ id }) => [id, shown(known.get(id))])),
      source: "",
      day: today(),
    },
    validate: {
      source: (source) => (source.trim() ? null : t`Dites d’où viennent ces chiffres.`),
      day: (day) => (day ? null : t`Indiquez la date de ces chiffres.`),
    },
  });
  const { keep, pending, failed } = useKeeping(props);
  const changed = organisations.filter(({ id }) => {
    const typed = form.getValues().figures[id];
    return typed !== "" && typed !== undefined && Math.round(Number(typed) * scale) !== known.get(id);
  });
  const submit = form.onSubmit(({ figures, source, day }) =>
    keep(
      changed.map(({ id }) => ({
        organisation_id: id,
        value: Math.round(Number(figures[id]) * scale),
        source: source.trim(),
        day,
      })),
    ),
  );
  return (
    <Dialog opened onClose={onClose} title={title} size="lg">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {children}
          {failed ? <Failed {...failed} organisations={organisations} /> : null}
          {organisations.length > 1 ? (
            <PasteField
              organisations={organisations}
              decimals={decimals}
              onRead={(values) => {
                for (const [id, value] of values) form.setFieldValue(`figures.${id}`, value / scale);
              }}
            />
          ) : null}
          <SimpleGrid cols={{ base: 1, sm: organisations.length > 1 ? 2 : 1 }} verticalSpacing="xs">
            {organisations.map(({ id, name }) =>
              money ? (
                <AmountField key={id} label={name} min={0} {...form.getInputProps(`figures.${id}`)} />
              ) : (
                <FigureField
                  key={id}
                  label={name}
                  decimals={decimals}
                  unit={unit}
                  {...form.getInputProps(`figures.${id}`)}
                />
              ),
            )}
          </SimpleGrid>
          <TextInput
            label={t`D’où vient ce chiffre`}
            description={t`Devis, contrat, relevé… La source est lue par qui vérifie. Pas de nom de personne accompagnée.`}
            maxLength={500}
            required
            {...form.getInputProps("source")}
          />
          <TextInput type="date" label={t`Daté du`} required maw="16rem" {...form.getInputProps("day")} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={pending} disabled={changed.length === 0}>
              <Trans>Enregistrer</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

type FigureFieldProps = { label: string; decimals: number; unit: string | undefined };

/** A figure typed with the comma of the language and its unit after it. */
function FigureField({ label, decimals, unit, ...input }: FigureFieldProps) {
  const { i18n } = useLingui();
  const english = i18n.locale === "en";
  return (
    <NumberInput
      label={label}
      min={0}
      max={10 ** 12}
      decimalScale={decimals}
      {...(unit ? { suffix: `\u00a0${unit}` } : {})}
      decimalSeparator={english ? "." : ","}
      allowedDecimalSeparators={[",", "."]}
      thousandSeparator={english ? "," : "\u202f"}
      hideControls
      {...input}
    />
  );
}

type Failure = { told: Told; error: unknown; kept: number };

/** Keeps figures one after the other, and stops at the first refused. */
function useKeeping({ save, onClose, onSaved }: ValuesDialogProps) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const [pending, setPending] = useState(false);
  const [failed, setFailed] = useState<Failure | null>(null);
  const keep = async (all: Told[]) => {
    setPending(true);
    setFailed(null);
    const refused = await keepAll(all, save);
    await invalidate(queryClient, readings);
    setPending(false);
    setFailed(refused);
    if (refused) return;
    toastDone(t`C’est enregistré.`);
    onClose();
    onSaved?.();
  };
  return { keep: (all: Told[]) => void keep(all), pending, failed };
}

async function keepAll(all: Told[], save: (told: Told) => Promise<unknown>): Promise<Failure | null> {
  for (const [kept, told] of all.entries()) {
    try {
      await save(told);
    } catch (error) {
      return { told, error, kept };
    }
  }
  return null;
}

function Failed({ told, error, kept, organisations }: Failure & { organisations: Named[] }) {
  const { title, detail } = useProblemWords(error);
  const name = organisations.find(({ id }) => id === told.organisation_id)?.name ?? "";
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden="true" />}
      title={`${name}\u00a0: ${title}`}
    >
      {detail}
      {kept > 0 ? (
        <Text size="sm" mt="xs">
          <Plural
            value={kept}
            one="Le premier chiffre est déjà enregistré."
            other="Les # premiers chiffres sont déjà enregistrés."
          />
        </Text>
      ) : null}
    </Alert>
  );
}

type PasteFieldProps = {
  organisations: Named[];
  decimals: number;
  onRead: (values: Map<string, number>) => void;
};

/** Two columns from a spreadsheet fill the fields below, which stay to be looked at. */
function PasteField({ organisations, decimals, onRead }: PasteFieldProps) {
  const { t, i18n } = useLingui();
  const [text, setText] = useState("");
  const { values, left } = readPasted(text, organisations, decimals);
  const example = `${organisations[0]?.name ?? ""}\t${formatNumber(1200, i18n.locale)}`;
  return (
    <div>
      <Textarea
        label={t`Coller depuis un tableur (facultatif)`}
        description={t`Deux colonnes : le nom de l’organisation, puis le chiffre.`}
        placeholder={example}
        autosize
        minRows={2}
        maxRows={8}
        value={text}
        onChange={(event) => {
          const typed = event.currentTarget.value;
          setText(typed);
          onRead(readPasted(typed, organisations, decimals).values);
        }}
      />
      <div role="status">
        {text.trim() === "" ? null : (
          <Text size="sm" mt={4}>
            <Plural
              value={values.size}
              one="# ligne reconnue, reportée ci-dessous."
              other="# lignes reconnues, reportées ci-dessous."
            />
          </Text>
        )}
        {left.length > 0 ? (
          <Text size="sm" c="var(--mantine-color-error)">
            <Trans>Pas reconnu : {left.slice(0, 5).join(" · ")}</Trans>
          </Text>
        ) : null}
      </div>
    </div>
  );
}
