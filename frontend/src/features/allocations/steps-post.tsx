import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { List, Stack, Text } from "@mantine/core";
import { useApiMutation, useApiQuery, useIdempotencyKey } from "@/api/hooks";
import { dueDays } from "@/features/allocations/new-values";
import { type Issued, issuedBy } from "@/features/allocations/steps-issued";
import { type Run, readings } from "@/features/allocations/words";
import { ConfirmDialog } from "@/ui/dialog";
import { Loaded } from "@/ui/states";
import { toastDone } from "@/ui/toast";
import { DateText, Money } from "@/ui/values";

type PostProps = { run: Run; onClose: () => void };

/** Says how many statements go out, for how much and due when; then posts. */
export function PostDialog({ run, onClose }: PostProps) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const shares = useApiQuery("/v1/allocations/{allocation_id}/shares", {
    path: { allocation_id: run.id },
    query: { limit: 100 },
  });
  const post = useApiMutation("post", "/v1/allocations/{allocation_id}/post", {
    invalidates: readings,
    onSuccess: ({ statements_count: count }) => {
      toastDone(count > 1 ? t`${count} relevés sont émis.` : t`Le relevé est émis.`);
      onClose();
    },
  });
  const budget = run.stage === "budget";
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={budget ? t`Émettre les appels ?` : t`Émettre les compléments et les avoirs ?`}
      confirmLabel={budget ? t`Émettre les appels` : t`Émettre`}
      onConfirm={() =>
        post.mutate({ path: { allocation_id: run.id }, version: run.version, idempotencyKey: key })
      }
      pending={post.isPending}
      error={post.error}
      consequences={
        <Loaded query={shares} lines={3}>
          {({ items, next_cursor }) => (
            <Stack gap="sm">
              {next_cursor === null ? (
                <Consequences run={run} issued={issuedBy(items)} />
              ) : (
                <ForMany count={run.members_count ?? items.length} />
              )}
              <DueDays run={run} />
              {run.replaces_id ? <Replacing budget={budget} /> : null}
              <Text>
                <Trans>
                  Les montants entrent au livre des comptes. Cela ne s’annule pas : pour corriger, il faudra
                  préparer un autre partage qui remplace celui-ci.
                </Trans>
              </Text>
            </Stack>
          )}
        </Loaded>
      }
    />
  );
}

function Consequences({ run, issued }: { run: Run; issued: Issued }) {
  const { payers, owed_cents: owed, credited, credited_cents: given } = issued;
  const calls = run.stage === "budget" ? run.call_count : 1;
  return (
    <List spacing={4}>
      {payers > 0 ? (
        <List.Item>
          {run.stage === "budget" ? (
            <Trans>
              <Plural value={payers} one="# organisation reçoit" other="# organisations reçoivent chacune" />{" "}
              <Plural value={calls} one="un appel" other="# appels" />
               : <Money cents={owed} /> en tout.
            </Trans>
          ) : (
            <Trans>
              <Plural
                value={payers}
                one="# organisation reçoit un complément à payer"
                other="# organisations reçoivent un complément à payer"
              />
               : <Money cents={owed} /> en tout.
            </Trans>
          )}
        </List.Item>
      ) : null}
      {credited > 0 ? (
        <List.Item>
          <Trans>
            <Plural
              value={credited}
              one="# organisation reçoit un avoir"
              other="# organisations reçoivent un avoir"
            />
             : <Money cents={given} /> leur sont dus.
          </Trans>
        </List.Item>
      ) : null}
      {payers + credited === 0 ? (
        <List.Item>
          <Trans>Personne ne doit plus rien : aucun relevé ne part.</Trans>
        </List.Item>
      ) : null}
    </List>
  );
}

function ForMany({ count }: { count: number }) {
  return (
    <Text>
      <Trans>Les relevés de {count} organisations partent d’un coup.</Trans>
    </Text>
  );
}

export function DueDays({
  run,
}: {
  run: Pick<Run, "stage" | "call_count" | "first_due_on" | "months_between">;
}) {
  const days = dueDays({ ...run, call_count: run.stage === "budget" ? run.call_count : 1 });
  return (
    <div>
      <Text component="div">
        <Plural value={days.length} one="Échéance :" other="Échéances :" />
      </Text>
      <List spacing={2} withPadding>
        {days.map((day) => (
          <List.Item key={day}>
            <DateText value={day} />
          </List.Item>
        ))}
      </List>
    </div>
  );
}

function Replacing({ budget }: { budget: boolean }) {
  return (
    <Text>
      {budget ? (
        <Trans>
          Les appels du partage remplacé sont annulés ; ce qui a déjà été payé compte sur les nouveaux.
        </Trans>
      ) : (
        <Trans>Le partage remplacé garde ses relevés : seule la différence est appelée ou rendue.</Trans>
      )}
    </Text>
  );
}
