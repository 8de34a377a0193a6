import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Select, Stack, Text } from "@mantine/core";
import { IconArrowLeft, IconTruck } from "@tabler/icons-react";
import { useState } from "react";
import type { ItemOf } from "@/api/client";
import { useApiInfinite } from "@/api/hooks";
import { useCan } from "@/app/session";
import { type AgreementLine, coordinates, useAgreements } from "@/features/purchases/rounds/agreements";
import { GoTo } from "@/features/purchases/rounds/links";
import type { ListSearch } from "@/features/purchases/rounds/search";
import { SupplierDialog } from "@/features/purchases/rounds/supplier-dialog";
import { coordinateRounds } from "@/features/purchases/words";
import { useChangeAddress } from "@/ui/address";
import { type Column, DataList } from "@/ui/data-list";
import { ButtonLink } from "@/ui/links";
import { LoadMore } from "@/ui/load-more";
import { Page, Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";

export type Supplier = ItemOf<"/v1/purchases/suppliers">;

/** The suppliers that an agreement may ask for offers. */
export function SuppliersPage({ search: { agreement } }: { search: ListSearch }) {
  const { t } = useLingui();
  const agreements = useAgreements();
  return (
    <Page
      title={t`Fournisseurs`}
      lead={t`Ceux à qui un accord demande des offres. Toutes ses parties lisent cette liste ; le coordinateur l’écrit.`}
      above={
        <GoTo to="/purchases" search={{ agreement }}>
          <IconArrowLeft size={16} aria-hidden="true" style={{ verticalAlign: "-2px" }} />{" "}
          <Trans>Achats groupés</Trans>
        </GoTo>
      }
    >
      <Loaded query={agreements} lines={4}>
        {(all) => (all.length === 0 ? <NoAgreement /> : <Chosen agreements={all} asked={agreement} />)}
      </Loaded>
    </Page>
  );
}

function NoAgreement() {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={IconTruck}
      title={t`Aucun accord`}
      action={
        <ButtonLink to="/pools" variant="default">
          <Trans>Voir les mutualisations</Trans>
        </ButtonLink>
      }
    >
      <Trans>Chaque accord a ses fournisseurs. Créez une mutualisation ou rejoignez-en une d’abord.</Trans>
    </EmptyState>
  );
}

function Chosen({ agreements, asked }: { agreements: AgreementLine[]; asked: string | undefined }) {
  const { t } = useLingui();
  const change = useChangeAddress();
  const shown =
    agreements.find(({ id }) => id === asked) ??
    (asked ? undefined : (agreements.find(coordinates) ?? agreements[0]));
  return (
    <Stack gap="lg">
      {agreements.length > 1 || !shown ? (
        <Select
          label={t`Accord`}
          placeholder={t`Choisir un accord`}
          data={agreements.map(({ id, name }) => ({ value: id, label: name }))}
          allowDeselect={false}
          value={shown?.id ?? null}
          onChange={(id) => change({ agreement: id ?? undefined })}
          maw="36rem"
        />
      ) : null}
      {shown ? <Suppliers key={shown.id} agreement={shown} /> : null}
    </Stack>
  );
}

function Suppliers({ agreement }: { agreement: AgreementLine }) {
  const mayCoordinate = useCan(coordinateRounds);
  const writes = mayCoordinate && coordinates(agreement);
  const [editing, setEditing] = useState<Supplier | "new" | null>(null);
  const suppliers = useApiInfinite("/v1/purchases/suppliers", {
    query: { agreement_id: agreement.id, limit: 100 },
  });
  const add = (
    <Button onClick={() => setEditing("new")}>
      <Trans>Ajouter un fournisseur</Trans>
    </Button>
  );
  return (
    <Section title={agreement.name} actions={writes && suppliers.data?.length ? add : null}>
      <Loaded query={suppliers} lines={3}>
        {(items) =>
          items.length === 0 ? (
            <NoSupplier writes={writes} add={add} lead={agreement.lead_name} />
          ) : (
            <SupplierList suppliers={items} onEdit={writes ? setEditing : undefined} />
          )
        }
      </Loaded>
      <LoadMore query={suppliers} />
      {editing ? (
        <SupplierDialog
          agreementId={agreement.id}
          supplier={editing === "new" ? undefined : editing}
          onClose={() => setEditing(null)}
        />
      ) : null}
    </Section>
  );
}

type NoSupplierProps = { writes: boolean; add: React.ReactNode; lead: string | null };

function NoSupplier({ writes, add, lead }: NoSupplierProps) {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconTruck} title={t`Aucun fournisseur`} action={writes ? add : null}>
      {writes ? (
        <Trans>Ajoutez ceux que vous consultez : leurs offres se déposent ensuite, lot par lot.</Trans>
      ) : lead ? (
        <Trans>C’est à celui qui coordonne les achats, {lead}, d’en ajouter. Proposez-lui les vôtres.</Trans>
      ) : (
        <Trans>C’est à celui qui coordonne les achats d’en ajouter. Proposez-lui les vôtres.</Trans>
      )}
    </EmptyState>
  );
}

type SupplierListProps = {
  suppliers: Supplier[];
  onEdit: ((supplier: Supplier) => void) | undefined;
};

function SupplierList({ suppliers, onEdit }: SupplierListProps) {
  const { t } = useLingui();
  const columns: Column<Supplier>[] = [
    {
      key: "name",
      header: t`Fournisseur`,
      phone: "title",
      cell: ({ name, note }) => (
        <div>
          <Text fw={600}>{name}</Text>
          {note ? (
            <Text size="sm" c="dimmed" fw={400}>
              {note}
            </Text>
          ) : null}
        </div>
      ),
    },
    {
      key: "siae",
      header: t`Insertion`,
      cell: ({ siae }) =>
        siae ? (
          <StatusBadge tone="positive">
            <Trans>SIAE ou ESAT, vérifié</Trans>
          </StatusBadge>
        ) : (
          "–"
        ),
    },
    { key: "siren", header: t`SIREN`, cell: ({ siren }) => (siren ? spaced(siren) : "–") },
    { key: "email", header: t`Adresse`, cell: ({ email }) => email ?? "–" },
  ];
  return (
    <DataList
      label={t`Fournisseurs`}
      items={suppliers}
      columns={columns}
      rowKey={({ id }) => id}
      {...(onEdit
        ? {
            actions: (supplier: Supplier) => (
              <Button
                variant="default"
                size="xs"
                onClick={() => onEdit(supplier)}
                aria-label={t`Modifier ${supplier.name}`}
              >
                <Trans>Modifier</Trans>
              </Button>
            ),
          }
        : {})}
    />
  );
}

/** "552 081 317", as it is written. */
const spaced = (siren: string) => siren.replace(/(\d{3})(?=\d)/g, "$1\u00a0");
