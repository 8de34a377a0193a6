import { useLingui as useActiveLingui } from "@lingui/react";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Paper, Progress, SegmentedControl, Stack, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconChecks, IconFilterOff } from "@tabler/icons-react";
import { useRef } from "react";
import { useApiInfinite } from "@/api/hooks";
import { LineCard } from "@/features/treasury/line-card";
import { progressOf } from "@/features/treasury/progress";
import classes from "@/features/treasury/treasury.module.css";
import { type BankImport, type LineState, lineStateWords } from "@/features/treasury/words";
import { useChangeAddress } from "@/ui/address";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";

type LineListProps = {
  agreementId: string;
  files: BankImport[];
  /** Whether these are all the files: else the count is of these only. */
  allFiles: boolean;
  state: LineState | "all";
  mayManage: boolean;
};

/** Lines of the bank, each beside what it may pay. */
export function LineList({ agreementId, files, allFiles, state, mayManage }: LineListProps) {
  const { t } = useLingui();
  const progress = useRef<HTMLParagraphElement>(null);
  const lines = useApiInfinite("/v1/treasury/lines", {
    query: { agreement_id: agreementId, state: state === "all" ? undefined : state, limit: 15 },
  });
  return (
    <Section title={t`Rapprocher les lignes`}>
      <Stack gap="md">
        <Stack gap={6}>
          <HowFar files={files} allFiles={allFiles} focus={progress} />
          <StateChoice state={state} />
        </Stack>
        <Loaded query={lines}>
          {(items) =>
            items.length > 0 ? (
              <Stack component="ul" gap="sm" className={classes.lines ?? ""} aria-label={t`Lignes`}>
                {items.map((line) => (
                  <Paper component="li" key={line.id} className={classes.line ?? ""}>
                    {/* The line leaves the list: what is read next is how many are left. */}
                    <LineCard line={line} mayManage={mayManage} onDone={() => progress.current?.focus()} />
                  </Paper>
                ))}
              </Stack>
            ) : (
              <NoLine state={state} />
            )
          }
        </Loaded>
        <LoadMore query={lines} />
      </Stack>
    </Section>
  );
}

type HowFarProps = { files: BankImport[]; allFiles: boolean; focus: React.Ref<HTMLParagraphElement> };

function HowFar({ files, allFiles, focus }: HowFarProps) {
  const { t } = useLingui();
  const { total, left } = progressOf(files);
  if (total === 0) return null;
  return (
    <>
      <Text fw={600} size="lg" ref={focus} tabIndex={-1} className={classes.progress ?? ""} role="status">
        {left === 0 ? (
          <Trans>Toutes les lignes sont traitées ({total}).</Trans>
        ) : (
          <Plural
            value={left}
            one={`# ligne sur ${total} reste à rapprocher`}
            other={`# lignes sur ${total} restent à rapprocher`}
          />
        )}
      </Text>
      <Progress.Root size="md" maw="36rem">
        <Progress.Section value={((total - left) / total) * 100} aria-label={t`Part des lignes traitées`} />
      </Progress.Root>
      {allFiles ? null : (
        <Text size="sm" c="dimmed">
          <Trans>Compté sur les relevés affichés plus bas.</Trans>
        </Text>
      )}
    </>
  );
}

function StateChoice({ state }: { state: LineState | "all" }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const change = useChangeAddress();
  const wide = useMediaQuery("(min-width: 48em)", true, { getInitialValueInEffect: false });
  const choices = Object.entries(lineStateWords);
  return (
    <SegmentedControl
      aria-label={t`Lignes montrées`}
      orientation={wide ? "horizontal" : "vertical"}
      fullWidth={!wide}
      style={{ alignSelf: wide ? "flex-start" : "stretch" }}
      mt="sm"
      value={state}
      onChange={(next) => change({ state: next === "open" ? undefined : next })}
      data={choices.map(([value, words]) => ({ value, label: i18n._(words) }))}
    />
  );
}

function NoLine({ state }: { state: LineState | "all" }) {
  const { t } = useLingui();
  return state === "open" ? (
    <EmptyState icon={IconChecks} title={t`Plus rien à rapprocher`}>
      <Trans>Déposez le prochain relevé quand votre banque l’aura donné.</Trans>
    </EmptyState>
  ) : (
    <EmptyState icon={IconFilterOff} title={t`Aucune ligne`}>
      {state === "matched" ? (
        <Trans>Rien n’est encore rapproché : choisissez « À rapprocher » pour commencer.</Trans>
      ) : (
        <Trans>Mettez de côté les lignes qui ne paient aucun relevé : frais de la banque, par exemple.</Trans>
      )}
    </EmptyState>
  );
}
