import { Trans } from "@lingui/react/macro";
import { Anchor, type AnchorProps, Button, type ButtonProps } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Home } from "@/features/exits/agreement";

type Address = {
  to: string;
  params?: Record<string, string>;
  search?: Record<string, string>;
  hash?: string;
};

/** Pages of other features, by their address. */
const addressed = (address: Address) => address as never as { to: string };

export function Go({ children, address, ...props }: AnchorProps & { address: Address; children: ReactNode }) {
  return (
    <Anchor component={Link} {...props} {...addressed(address)}>
      {children}
    </Anchor>
  );
}

export function GoButton({
  children,
  address,
  ...props
}: ButtonProps & { address: Address; children: ReactNode }) {
  return (
    <Button component={Link} {...props} {...addressed(address)}>
      {children}
    </Button>
  );
}

export const rulesAddress = (agreementId: string): Address => ({
  to: "/agreements/$agreementId/rules",
  params: { agreementId },
});

export const bookAddress = (agreementId: string): Address => ({
  to: "/ledger/$agreementId",
  params: { agreementId },
});

/** One entry of the book, in a window over it. */
export const entryAddress = (agreementId: string, transactionId: string): Address => ({
  ...bookAddress(agreementId),
  search: { view: "entries", entry: transactionId },
});

/** Opens the notice's own window, on the page of the agreement. */
export const noticeAddress = (home: Home): Address => ({ ...home, hash: "preavis" });

/** The accounts a figure is read from: each one is a page of the book. */
export function AccountLinks({ agreementId, accountIds }: { agreementId: string; accountIds: string[] }) {
  return accountIds.map((accountId, index) => (
    <Go
      key={accountId}
      size="sm"
      display="block"
      address={{ to: "/ledger/$agreementId/accounts/$accountId", params: { agreementId, accountId } }}
    >
      {accountIds.length === 1 ? (
        <Trans>D’où vient ce chiffre</Trans>
      ) : (
        <Trans>
          D’où vient ce chiffre : compte {index + 1} sur {accountIds.length}
        </Trans>
      )}
    </Go>
  ));
}
