import { Trans } from "@lingui/react/macro";
import { BackLink } from "@/features/agreements/back-link";
import type { Book } from "@/features/ledger/words";

/** Back to the agreement whose book this is. */
export function BackToAgreement({
  book,
}: {
  book: Pick<Book, "agreement_id" | "agreement_name" | "agreement_kind"> | undefined;
}) {
  if (!book) {
    return (
      <BackLink to="/pools">
        <Trans>Mutualisations</Trans>
      </BackLink>
    );
  }
  const folder = book.agreement_kind === "partnership" ? "partnerships" : "pools";
  return <BackLink to={`/${folder}/${book.agreement_id}`}>{book.agreement_name}</BackLink>;
}
