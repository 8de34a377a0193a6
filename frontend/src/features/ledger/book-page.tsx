import { useLingui } from "@lingui/react";
import { Trans, useLingui as useWords } from "@lingui/react/macro";
import { Button, Menu, Tabs, Text } from "@mantine/core";
import { IconCalendarCheck, IconChevronDown, IconPencilPlus, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useApiQuery } from "@/api/hooks";
import { useCan } from "@/app/session";
import { confidentialityWords } from "@/features/agreements/words";
import { AccountGroups } from "@/features/ledger/account-groups";
import { BackToAgreement } from "@/features/ledger/back";
import { ClosingsView } from "@/features/ledger/closings-view";
import { EntriesView } from "@/features/ledger/entries-view";
import { EntryDialog } from "@/features/ledger/entry-dialog";
import { OpenAccountDialog } from "@/features/ledger/open-account-dialog";
import { OwnAccounts } from "@/features/ledger/own-accounts";
import { PostDialog } from "@/features/ledger/post-dialog";
import { Proof } from "@/features/ledger/proof";
import { PublishDialog } from "@/features/ledger/publish-dialog";
import { ReadingsView } from "@/features/ledger/readings-view";
import type { BookSearch, View } from "@/features/ledger/search";
import { type Book, postInBook } from "@/features/ledger/words";
import { useChangeAddress } from "@/ui/address";
import { LoadedPage } from "@/ui/loaded-page";
import { Page } from "@/ui/page";

/** The book of an agreement: whether it is balanced, what is whose, what moved. */
export function BookPage({ agreementId, search }: { agreementId: string; search: BookSearch }) {
  const { t } = useWords();
  const book = useApiQuery("/v1/ledger/balances", { query: { agreement_id: agreementId } });
  return (
    <LoadedPage query={book} title={t`Livre de comptes`} above={<BackToAgreement book={book.data} />}>
      {(read) => (
        <Page
          title={t`Livre de comptes`}
          lead={<Lead book={read} />}
          above={<BackToAgreement book={read} />}
          actions={<LeadActions book={read} />}
        >
          <Proof book={read} />
          <OwnAccounts agreementId={agreementId} />
          <Views book={read} search={search} />
          <EntryDialog book={read} id={search.entry} />
        </Page>
      )}
    </LoadedPage>
  );
}

function Lead({ book }: { book: Book }) {
  const { i18n } = useLingui();
  const { agreement_name: name, confidentiality, leads } = book;
  return (
    <>
      <Text inherit>
        <Trans>Tout ce qui a bougé dans « {name} », en euros, en heures ou en nuitées.</Trans>{" "}
        {i18n._(confidentialityWords[confidentiality].meaning)}
      </Text>
      <Text inherit>
        {leads ? (
          <Trans>
            Votre organisation est chef de file : elle tient ce livre et en lit toutes les lignes.
          </Trans>
        ) : (
          <Trans>
            Le chef de file tient ce livre. Le fonds commun et les sorties y écrivent d’eux-mêmes.
          </Trans>
        )}
      </Text>
    </>
  );
}

type Window = "post" | "open" | "publish";

/** What the lead may write; said to its people whose mandate does not allow it. */
function LeadActions({ book }: { book: Book }) {
  const mayPost = useCan(postInBook);
  const [shown, setShown] = useState<Window | null>(null);
  const close = () => setShown(null);
  if (!book.leads) return null;
  if (!mayPost) {
    return (
      <Text size="sm" c="dimmed" maw="18rem">
        <Trans>Votre mandat ne permet pas d’écrire dans le livre : il y faut le pouvoir de dépenser.</Trans>
      </Text>
    );
  }
  return (
    <>
      <MoreActions book={book} onChoose={setShown} />
      <Button leftSection={<IconPencilPlus size={18} aria-hidden="true" />} onClick={() => setShown("post")}>
        <Trans>Passer une écriture</Trans>
      </Button>
      {shown === "post" ? <PostDialog agreementId={book.agreement_id} onClose={close} /> : null}
      {shown === "open" ? <OpenAccountDialog agreementId={book.agreement_id} onClose={close} /> : null}
      {shown === "publish" ? <PublishDialog book={book} onClose={close} /> : null}
    </>
  );
}

function MoreActions({ book, onChoose }: { book: Book; onChoose: (window: Window) => void }) {
  const open = (
    <Button
      variant="default"
      leftSection={<IconPlus size={18} aria-hidden="true" />}
      onClick={() => onChoose("open")}
    >
      <Trans>Ouvrir un compte</Trans>
    </Button>
  );
  if (book.confidentiality === "open") return open;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden="true" />}>
          <Trans>Tenir le livre</Trans>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={() => onChoose("open")}>
          <Trans>Ouvrir un compte</Trans>
        </Menu.Item>
        <Menu.Item
          leftSection={<IconCalendarCheck size={18} aria-hidden="true" />}
          onClick={() => onChoose("publish")}
        >
          <Trans>Publier une clôture</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Views({ book, search }: { book: Book; search: BookSearch }) {
  const change = useChangeAddress();
  const isOpen = book.confidentiality === "open";
  const allowed: View[] = ["accounts", "entries"];
  if (!isOpen) allowed.push("closings");
  if (book.confidentiality === "coopetition") allowed.push("readings");
  const { view: asked = "accounts", ...lines } = search;
  const shown = allowed.includes(asked) ? asked : "accounts";
  return (
    <Tabs
      value={shown}
      onChange={(next) => change({ view: next === "accounts" ? undefined : (next ?? undefined) })}
      keepMounted={false}
    >
      <Tabs.List mb="lg">
        <Tabs.Tab value="accounts">
          <Trans>Tous les comptes</Trans>
        </Tabs.Tab>
        <Tabs.Tab value="entries">
          <Trans>Écritures</Trans>
        </Tabs.Tab>
        {allowed.includes("closings") ? (
          <Tabs.Tab value="closings">
            <Trans>Clôtures</Trans>
          </Tabs.Tab>
        ) : null}
        {allowed.includes("readings") ? (
          <Tabs.Tab value="readings">
            <Trans>Qui a lu quoi</Trans>
          </Tabs.Tab>
        ) : null}
      </Tabs.List>
      <Tabs.Panel value={shown}>
        {shown === "accounts" ? <AccountGroups book={book} /> : null}
        {shown === "entries" ? <EntriesView book={book} search={lines} /> : null}
        {shown === "closings" ? <ClosingsView book={book} /> : null}
        {shown === "readings" ? <ReadingsView book={book} /> : null}
      </Tabs.Panel>
    </Tabs>
  );
}
