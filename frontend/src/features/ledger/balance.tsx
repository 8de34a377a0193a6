import { useLingui } from "@lingui/react";
import { Plural, Trans } from "@lingui/react/macro";
import { Stack, Text } from "@mantine/core";
import { type Account, withheldWords } from "@/features/ledger/words";
import { Amount } from "@/ui/amount";
import { DateText } from "@/ui/values";

/** The balance of an account; where lines are not open, what was last published, or why nothing is. */
export function Balance({
  account,
}: {
  account: Pick<Account, "balance" | "unit" | "published" | "withheld">;
}) {
  const { balance, unit, published, withheld } = account;
  if (balance !== null) {
    return (
      <Text span fw={600}>
        <Amount value={balance} unit={unit} />
      </Text>
    );
  }
  return (
    <Stack gap={2}>
      {published ? <Published published={published} unit={unit} /> : null}
      {published && withheld !== "not_enough_contributors" ? null : <Why account={account} />}
    </Stack>
  );
}

function Published({ published, unit }: { published: NonNullable<Account["published"]>; unit: string }) {
  const { balance, through, contributors } = published;
  return (
    <>
      <Text span fw={600}>
        <Amount value={balance} unit={unit} />
      </Text>
      <Text size="sm" c="dimmed">
        <Trans>
          publié à la clôture du <DateText value={through} />
        </Trans>
        {contributors > 0 ? (
          <>
            {" "}
            <Plural
              value={contributors}
              one="(# organisation l’a fait bouger)"
              other="(# organisations l’ont fait bouger)"
            />
          </>
        ) : null}
      </Text>
    </>
  );
}

function Why({ account: { withheld, published } }: { account: Pick<Account, "withheld" | "published"> }) {
  const { i18n } = useLingui();
  if (!withheld) return null;
  return (
    <Text size="sm" c="dimmed">
      {i18n._(withheldWords(withheld, published !== null))}
    </Text>
  );
}
