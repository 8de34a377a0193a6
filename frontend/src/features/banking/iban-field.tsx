import { Plural, useLingui } from "@lingui/react/macro";
import { Text, TextInput, type TextInputProps } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { type ChangeEvent, useLayoutEffect, useRef } from "react";
import { caretAfter, compactIban, groupIban, readIban } from "@/features/banking/iban";
import { ibanFaults } from "@/features/banking/words";

type IbanFieldProps = Omit<TextInputProps, "value" | "onChange"> & {
  value?: string;
  onChange?: (grouped: string) => void;
};

/** An account number, put in groups of four and checked as it is typed. */
export function IbanField({ value = "", onChange, error, ...rest }: IbanFieldProps) {
  const { t } = useLingui();
  const input = useRef<HTMLInputElement>(null);
  const caret = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (caret.current === null) return;
    input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });
  const type = ({ currentTarget: { value: typed, selectionStart } }: ChangeEvent<HTMLInputElement>) => {
    caret.current = caretAfter(compactIban(typed.slice(0, selectionStart ?? typed.length)).length);
    onChange?.(groupIban(typed));
  };
  return (
    <div>
      <TextInput
        label={t`IBAN`}
        description={t`Recopiez-le depuis votre relevé d’identité bancaire (RIB). Les espaces se placent seuls.`}
        autoComplete="off"
        spellCheck={false}
        {...rest}
        ref={input}
        value={value}
        onChange={type}
        error={error}
        styles={{ input: { fontVariantNumeric: "tabular-nums", letterSpacing: "0.03em" } }}
      />
      {error ? null : <Reading value={value} />}
    </div>
  );
}

/** What the check says so far; what is still to come is not read out at each character. */
function Reading({ value }: { value: string }) {
  const { t, i18n } = useLingui();
  const reading = readIban(value);
  return (
    <>
      <Text role="status" size="sm" c={reading.state === "wrong" ? "var(--mantine-color-error)" : "inherit"}>
        {reading.state === "right" ? (
          <>
            <IconCheck size={16} aria-hidden="true" style={{ verticalAlign: "-3px" }} />{" "}
            {t`La clé de contrôle est juste.`}
          </>
        ) : reading.state === "wrong" ? (
          i18n._(ibanFaults[reading.fault])
        ) : null}
      </Text>
      {reading.state === "typing" && reading.missing !== null ? (
        <Text size="sm" c="dimmed">
          <Missing count={reading.missing} />
        </Text>
      ) : null}
    </>
  );
}

function Missing({ count }: { count: number }) {
  return <Plural value={count} one="Encore # caractère." other="Encore # caractères." />;
}
