import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Stack, Text } from "@mantine/core";
import { IconPaperclip } from "@tabler/icons-react";
import { useSaveFile } from "@/api/save-file";
import { costOf } from "@/features/purchases/needs/need-values";
import classes from "@/features/purchases/needs/needs.module.css";
import type { Answer, AnswerLine } from "@/features/purchases/needs/words";
import { UnitPrice, Volume } from "@/features/purchases/values";
import { type Column, DataList } from "@/ui/data-list";
import { Refusal } from "@/ui/dialog";
import { DateText, Money } from "@/ui/values";

type Reference = Pick<
  AnswerLine,
  "reference_price" | "reference_source" | "reference_on" | "evidence_id" | "item_name"
>;

/** An answer as it stands: what is needed, what is paid for it today. */
export function StatedNeeds({ answer }: { answer: Answer }) {
  const { t } = useLingui();
  const lines = answer.lines.filter(({ volume }) => volume);
  if (answer.answered_at === null) return null;
  if (lines.length === 0) {
    return (
      <Text>
        <Trans>Rien : cette organisation a répondu qu’elle n’a besoin de rien dans cet achat.</Trans>
      </Text>
    );
  }
  const several = new Set(lines.map(({ lot_id: lot }) => lot)).size > 1;
  const priced = lines.filter(({ reference_price: price }) => price !== null);
  const total = priced.reduce((sum, one) => sum + costOf(one.volume ?? 0, one.reference_price ?? 0), 0);
  const columns: Column<AnswerLine>[] = [
    {
      key: "item",
      header: t`Article`,
      phone: "title",
      cell: ({ item_name: item, lot_name: lot }) => (
        <>
          {item}
          {several ? (
            <Text size="sm" c="dimmed" fw={400}>
              {lot}
            </Text>
          ) : null}
        </>
      ),
    },
    {
      key: "volume",
      header: t`Volume`,
      align: "right",
      cell: ({ volume, unit }) => <Volume value={volume ?? 0} unit={unit} />,
    },
    {
      key: "price",
      header: t`Payé aujourd’hui, HT`,
      align: "right",
      cell: ({ reference_price: price }) => (price === null ? t`non indiqué` : <UnitPrice value={price} />),
    },
    {
      key: "source",
      header: t`D’où vient ce prix`,
      cell: (line) => <PriceSource roundId={answer.round_id} line={line} />,
    },
    {
      key: "spend",
      header: t`Aujourd’hui, en tout`,
      align: "right",
      cell: ({ volume, reference_price: price }) =>
        volume && price !== null ? <Money cents={costOf(volume, price)} /> : t`inconnu`,
    },
  ];
  return (
    <Stack gap="sm">
      <DataList
        label={t`Besoins déclarés`}
        items={lines}
        columns={columns}
        rowKey={({ item_id: id }) => id}
      />
      {priced.length > 0 ? (
        <Text fw={600} ta="right">
          <Trans>
            Aux prix d’aujourd’hui : <Money cents={total} /> hors taxes
          </Trans>
        </Text>
      ) : null}
    </Stack>
  );
}

type PriceSourceProps = {
  roundId: string;
  line: Reference;
  /** Evidence of the others is the coordinator’s to read. */
  hidesEvidence?: boolean;
};

/** Which invoice or contract, of what day, and the document when there is one. */
export function PriceSource({ roundId, line, hidesEvidence = false }: PriceSourceProps) {
  const { t } = useLingui();
  const save = useSaveFile();
  const { reference_source: source, reference_on: on, evidence_id: evidence, item_name: item } = line;
  if (source === null)
    return (
      <Text c="dimmed" component="span">
        –
      </Text>
    );
  return (
    <span className={classes.source}>
      {source}
      <Text size="sm" c="dimmed">
        <Trans>
          prix du <DateText value={on} style="short" />
        </Trans>
      </Text>
      {evidence && !hidesEvidence ? (
        <Anchor
          component="button"
          type="button"
          size="sm"
          aria-label={t`Enregistrer le justificatif de ${item}`}
          onClick={() =>
            save.mutate({
              address: `/v1/purchases/${roundId}/documents/${evidence}/content`,
              fileName: "justificatif",
            })
          }
        >
          <IconPaperclip size={14} aria-hidden="true" /> <Trans>justificatif</Trans>
        </Anchor>
      ) : null}
      {save.error ? <Refusal error={save.error} /> : null}
    </span>
  );
}
