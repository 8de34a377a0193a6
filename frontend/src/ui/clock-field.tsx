import { useLingui } from "@lingui/react/macro";
import { TextInput, type TextInputProps } from "@mantine/core";
import { type KeyboardEvent, useEffect, useState } from "react";
import { readClock, stepClock } from "@/ui/clock";

type ClockFieldProps = Omit<TextInputProps, "value" | "onChange" | "type"> & {
  /** "09:30", or empty while what is typed is no time. */
  value: string;
  onChange: (clock: string) => void;
};

/**
 * A time of day, on 24 hours whatever the language of the browser, which decides what its own field shows.
 * One types it as one likes; arrows move by half an hour.
 */
export function ClockField({ value, onChange, error, ...props }: ClockFieldProps) {
  const { t } = useLingui();
  const [typed, setTyped] = useState(value);
  const [left, setLeft] = useState(false);
  // Changed from elsewhere: a proposal was chosen, the start was moved.
  useEffect(() => {
    if (value) setTyped((before) => (readClock(before) === value ? before : value));
  }, [value]);
  const type = (text: string) => {
    setLeft(false);
    setTyped(text);
    onChange(readClock(text) ?? "");
  };
  const leave = () => {
    setLeft(true);
    setTyped((before) => readClock(before) ?? before);
  };
  const step = (event: KeyboardEvent) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    type(stepClock(readClock(typed) ?? "09:00", event.key === "ArrowUp" ? 1 : -1));
  };
  const wrong = left && readClock(typed) === null;
  return (
    <TextInput
      {...props}
      value={typed}
      inputMode="numeric"
      autoComplete="off"
      maxLength={6}
      placeholder="09:30"
      error={error ?? (wrong ? t`Écrivez une heure, par exemple 09:30.` : null)}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={leave}
      onKeyDown={step}
    />
  );
}
