import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Paper, Tabs } from "@mantine/core";
import { IconScale } from "@tabler/icons-react";
import { useState } from "react";
import type { Key } from "@/features/allocations/figures-codes";
import { AmountsFields } from "@/features/allocations/what-if-amounts";
import { FiguresFields } from "@/features/allocations/what-if-figures";
import { JoinsFields } from "@/features/allocations/what-if-joins";
import { KeysFields } from "@/features/allocations/what-if-keys";
import { LeavesFields } from "@/features/allocations/what-if-leaves";
import type { Question, SimpleKey } from "@/features/allocations/what-if-values";
import type { Run, Share } from "@/features/allocations/words";

type FormProps = {
  run: Run;
  adopted: Key[];
  simple: SimpleKey[];
  members: Share[];
  opening: Question;
  pending: boolean;
  onAsk: (question: Question) => void;
};

/** What each kind of question is given, and what it asks once it is filled; null while it says nothing. */
export type FieldsProps = Pick<FormProps, "run" | "adopted" | "simple" | "members" | "opening"> & {
  onChange: (question: Question | null) => void;
};

type Kind = "keys" | "leaves" | "joins" | "figures" | "amounts";

const fields = {
  keys: KeysFields,
  leaves: LeavesFields,
  joins: JoinsFields,
  figures: FiguresFields,
  amounts: AmountsFields,
};

/** One kind of question at a time: what is not shown is not asked. */
export function WhatIfForm({ pending, onAsk, ...given }: FormProps) {
  const { t } = useLingui();
  const [kind, setKind] = useState<Kind>("keys");
  const [question, setQuestion] = useState<Question | null>(given.opening);
  const Fields = fields[kind];
  const names: [Kind, string][] = [
    ["keys", t`Une autre règle`],
    ["leaves", t`Quelqu’un part`],
    ["joins", t`Quelqu’un arrive`],
    ["figures", t`D’autres chiffres`],
    ["amounts", t`D’autres montants`],
  ];
  const offered = given.run.reads_every_line ? names : names.slice(0, 1);
  return (
    <Paper p={{ base: "md", xs: "lg" }} mb="xl" component="section" aria-label={t`Ce qui changerait`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (question) onAsk(question);
        }}
      >
        <Tabs
          value={kind}
          onChange={(next) => {
            setQuestion(null);
            setKind((next ?? "keys") as Kind);
          }}
          keepMounted={false}
        >
          {offered.length > 1 ? (
            <Tabs.List mb="md">
              {offered.map(([one, name]) => (
                <Tabs.Tab key={one} value={one}>
                  {name}
                </Tabs.Tab>
              ))}
            </Tabs.List>
          ) : null}
          <Tabs.Panel value={kind}>
            <Fields {...given} onChange={setQuestion} />
          </Tabs.Panel>
        </Tabs>
        <Group mt="lg">
          <Button
            type="submit"
            disabled={question === null}
            loading={pending}
            leftSection={<IconScale size={18} aria-hidden="true" />}
          >
            <Trans>Comparer</Trans>
          </Button>
        </Group>
      </form>
    </Paper>
  );
}
