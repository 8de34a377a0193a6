import { Trans } from "@lingui/react/macro";
import { List, Text } from "@mantine/core";
import { flowOfTransfer, flowsFrom, flowsTo } from "@/features/settlements/flows";
import type { Settlement } from "@/features/settlements/words";
import { Money } from "@/ui/values";

/** What we would have left to pay and to receive, whom from and whom to. */
export function OurTransfers({ settlement: { mine, transfers } }: { settlement: Settlement }) {
  if (!mine) return null;
  const flows = transfers.map(flowOfTransfer);
  const [paid, received] = [flowsFrom(flows, mine.organisation_id), flowsTo(flows, mine.organisation_id)];
  return (
    <div>
      <Text>
        {mine.owed_cents > 0 ? (
          <Trans>
            Vous devez <Money cents={mine.owes_cents} /> et on vous doit <Money cents={mine.owed_cents} />.
            Avec cette compensation :
          </Trans>
        ) : (
          <Trans>
            Vous devez <Money cents={mine.owes_cents} />. Avec cette compensation :
          </Trans>
        )}
      </Text>
      <List spacing={4} mt={4}>
        {paid.map(({ to, cents }) => (
          <List.Item key={to.id ?? "pool"}>
            {to.id === null ? (
              <Trans>
                vous versez{" "}
                <strong>
                  <Money cents={cents} />
                </strong>{" "}
                à la caisse commune
              </Trans>
            ) : (
              <Trans>
                vous versez{" "}
                <strong>
                  <Money cents={cents} />
                </strong>{" "}
                à {to.name}
              </Trans>
            )}
          </List.Item>
        ))}
        {received.map(({ from, cents }) => (
          <List.Item key={from.id ?? "pool"}>
            {from.id === null ? (
              <Trans>
                la caisse commune vous verse{" "}
                <strong>
                  <Money cents={cents} />
                </strong>
              </Trans>
            ) : (
              <Trans>
                {from.name} vous verse{" "}
                <strong>
                  <Money cents={cents} />
                </strong>
              </Trans>
            )}
          </List.Item>
        ))}
        {paid.length + received.length === 0 ? (
          <List.Item>
            <Trans>vous ne payez et ne recevez plus rien : tout s’annule</Trans>
          </List.Item>
        ) : null}
      </List>
    </div>
  );
}
