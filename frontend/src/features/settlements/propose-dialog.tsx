import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { List, Stack, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { Gain } from "@/features/settlements/gain";
import { type Preview, readings } from "@/features/settlements/words";
import { ConfirmDialog } from "@/ui/dialog";
import { toastDone } from "@/ui/toast";
import { DateText } from "@/ui/values";

/** Puts the settlement before those who must accept it. */
export function ProposeDialog({ preview, onClose }: { preview: Preview; onClose: () => void }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { key: idempotencyKey } = useIdempotencyKey();
  const propose = useApiMutation("post", "/v1/settlements", {
    invalidates: readings,
    onSuccess: ({ id, number }) => {
      toastDone(t`La compensation n° ${number} est proposée.`);
      return navigate({ to: "/settlements/$settlementId", params: { settlementId: id } });
    },
  });
  const { agreement_id, through, items } = preview;
  const asked = preview.positions.filter(({ must_accept }) => must_accept);
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Proposer cette compensation ?`}
      consequences={
        <Stack gap="sm">
          <Text>
            <Gain before={preview.payments_before} after={preview.payments_after} />
          </Text>
          <List spacing="xs">
            <List.Item>
              <Plural value={items.length} one="# relevé à payer" other="# relevés à payer" />{" "}
              <Trans>
                jusqu’au <DateText value={through} /> y entrent. D’ici à votre décision, mieux vaut ne pas les
                payer à part : la proposition ne pourrait plus être réalisée.
              </Trans>
            </List.Item>
            {asked.length > 0 ? (
              <List.Item>
                <Trans>
                  Doivent accepter : {asked.map(({ organisation_name }) => organisation_name).join(", ")}. Un
                  seul refus y met fin.
                </Trans>
              </List.Item>
            ) : null}
            <List.Item>
              <Trans>Vous pouvez la retirer tant qu’elle n’est pas réalisée.</Trans>
            </List.Item>
          </List>
        </Stack>
      }
      confirmLabel={t`Proposer`}
      pending={propose.isPending}
      error={propose.error}
      onConfirm={() => propose.mutate({ body: { agreement_id, through }, idempotencyKey })}
    />
  );
}
