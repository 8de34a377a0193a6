import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useApiMutation, useApiQuery } from "@/api/hooks";
import { useCan } from "@/app/session";
import { CodeDialog } from "@/features/accounting/code-dialog";
import { type Code, manageAccounting, readings } from "@/features/accounting/words";
import { type Column, DataList } from "@/ui/data-list";
import { ConfirmDialog } from "@/ui/dialog";
import { Loaded } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";
import { toastDone } from "@/ui/toast";

/** Which accounting number each kind of account of the book has. */
export function CodesView({ agreementId }: { agreementId: string }) {
  const mayManage = useCan(manageAccounting);
  const codes = useApiQuery("/v1/accounting/{agreement_id}/codes", { path: { agreement_id: agreementId } });
  return (
    <Stack gap="md">
      <Text maw="46rem">
        <Trans>
          Chaque sorte de compte du livre a un numéro, proposé d’après le plan comptable des associations. Si
          votre comptable en emploie d’autres, mettez les siens : ils vaudront pour tous les exports, années
          passées comprises.
        </Trans>
      </Text>
      {mayManage ? null : (
        <Text size="sm" c="dimmed">
          <Trans>Votre mandat ne permet pas de les changer.</Trans>
        </Text>
      )}
      <Loaded query={codes} lines={8}>
        {({ codes: read }) => <CodeList agreementId={agreementId} codes={read} mayManage={mayManage} />}
      </Loaded>
    </Stack>
  );
}

type CodeListProps = { agreementId: string; codes: Code[]; mayManage: boolean };

function CodeList({ agreementId, codes, mayManage }: CodeListProps) {
  const { t } = useLingui();
  const [changed, setChanged] = useState<Code | null>(null);
  const [givenBack, setGivenBack] = useState<Code | null>(null);
  const columns: Column<Code>[] = [
    { key: "meaning", header: t`Ce que le livre y compte`, phone: "title", cell: ({ meaning }) => meaning },
    { key: "number", header: t`Numéro`, cell: ({ number }) => number },
    { key: "name", header: t`Intitulé`, cell: ({ name }) => name },
    { key: "origin", header: t`D’où il vient`, cell: (code) => <Origin code={code} /> },
  ];
  return (
    <>
      <DataList
        label={t`Numéros de comptes`}
        items={codes}
        columns={columns}
        rowKey={({ purpose }) => purpose}
        {...(mayManage
          ? {
              actions: (code: Code) => (
                <Group gap="xs" wrap="nowrap" justify="flex-end">
                  {code.chosen ? (
                    <Button variant="subtle" size="sm" onClick={() => setGivenBack(code)}>
                      <Trans>Revenir au numéro proposé</Trans>
                    </Button>
                  ) : null}
                  <Button
                    variant="default"
                    size="sm"
                    aria-label={t`Changer ${code.number}, ${code.meaning}`}
                    onClick={() => setChanged(code)}
                  >
                    <Trans>Changer</Trans>
                  </Button>
                </Group>
              ),
            }
          : {})}
      />
      {changed ? (
        <CodeDialog agreementId={agreementId} code={changed} onClose={() => setChanged(null)} />
      ) : null}
      {givenBack ? (
        <GiveBack agreementId={agreementId} code={givenBack} onClose={() => setGivenBack(null)} />
      ) : null}
    </>
  );
}

function Origin({ code: { chosen, default_number: number } }: { code: Code }) {
  return chosen ? (
    <Stack gap={2} align="flex-start">
      <StatusBadge tone="info">
        <Trans>Choisi</Trans>
      </StatusBadge>
      <Text size="sm" c="dimmed">
        <Trans>proposé : {number}</Trans>
      </Text>
    </Stack>
  ) : (
    <Text c="dimmed">
      <Trans>proposé</Trans>
    </Text>
  );
}

function GiveBack({ agreementId, code, onClose }: { agreementId: string; code: Code; onClose: () => void }) {
  const { t } = useLingui();
  const { default_number: number, default_name: name } = code;
  const reset = useApiMutation("delete", "/v1/accounting/{agreement_id}/codes/{purpose}", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Le numéro proposé est rétabli.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Revenir au numéro proposé ?`}
      consequences={
        <Trans>
          « {code.meaning} » reprendra le numéro {number}, {name}, dans tous les exports à venir.
        </Trans>
      }
      confirmLabel={t`Revenir au numéro proposé`}
      pending={reset.isPending}
      error={reset.error}
      onConfirm={() => reset.mutate({ path: { agreement_id: agreementId, purpose: code.purpose } })}
    />
  );
}
