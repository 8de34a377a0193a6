import { useLingui } from "@lingui/react";
import { Trans } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { useApiQuery } from "@/api/hooks";
import classes from "@/features/audit/audit.module.css";
import { codeWords, type Told } from "@/features/audit/content";
import { usePartyNames } from "@/features/audit/names";
import { nameOfUnit } from "@/ui/units";
import { DateText, Money, Percent, Quantity } from "@/ui/values";

/** A value of a record, said by what it is: an amount, a day, a name. */
export function Value({ field }: { field: Pick<Told, "key" | "kind" | "value"> }) {
  const { i18n } = useLingui();
  const { key, kind, value } = field;
  switch (kind) {
    case "cents":
      return typeof value === "number" ? <Money cents={value} /> : null;
    case "number":
      return <Quantity value={Number(value)} decimals={4} />;
    case "basis_points":
      return <Percent ratio={Number(value) / 10_000} />;
    case "day":
      return <DateText value={String(value)} />;
    case "moment":
      return <DateText value={String(value)} style="moment" />;
    case "yes_no":
      return value === true ? <Trans>oui</Trans> : <Trans>non</Trans>;
    case "organisation":
      return <Organisation id={String(value)} />;
    case "organisations":
      return (Array.isArray(value) ? value : []).map((id, at) => (
        <span key={String(id)}>
          {at > 0 ? ", " : null}
          <Organisation id={String(id)} />
        </span>
      ));
    case "legal_form":
      return <LegalForm code={String(value)} />;
    case "code": {
      const words = codeWords[key]?.[String(value)];
      return words ? i18n._(words) : String(value);
    }
    case "unit":
      return nameOfUnit(String(value), (words) => i18n._(words));
    case "fingerprint":
      return <span className={classes.fingerprint}>{String(value)}</span>;
    default:
      return String(value);
  }
}

/** A party of the agreement; the others are not named to those who do not know them. */
function Organisation({ id }: { id: string }) {
  const name = usePartyNames().get(id);
  return (
    name ?? (
      <Text span c="dimmed">
        <Trans>une organisation hors de l’accord</Trans>
      </Text>
    )
  );
}

function LegalForm({ code }: { code: string }) {
  const forms = useApiQuery("/v1/agreements/legal-forms", undefined, { staleTime: Number.POSITIVE_INFINITY });
  const known = forms.data?.items.find((form) => form.code === code);
  return known?.name ?? code;
}
