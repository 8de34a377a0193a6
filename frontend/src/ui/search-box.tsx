import { useLingui } from "@lingui/react/macro";
import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";

type SearchBoxProps = {
  label: string;
  placeholder?: string;
  /** The address's parameter it reads and writes: the page's `validateSearch` must accept it. */
  param?: string;
};

/** Searches as one types, and keeps the words in the address so that the result can be sent to a colleague. */
export function SearchBox({ label, placeholder, param = "q" }: SearchBoxProps) {
  const { t } = useLingui();
  const [value, change] = useAddressParam(param);
  return (
    <TextInput
      type="search"
      role="searchbox"
      label={label}
      placeholder={placeholder ?? ""}
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
      leftSection={<IconSearch size={18} aria-hidden="true" />}
      rightSection={
        value ? <CloseButton aria-label={t`Effacer la recherche`} onClick={() => change("")} /> : null
      }
    />
  );
}

/** What is typed shows at once; the address follows when typing pauses, and leads when one goes back. */
function useAddressParam(param: string): [string, (value: string) => void] {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const inAddress = typeof search[param] === "string" ? search[param] : "";
  const [value, setValue] = useState(inAddress);
  const written = useRef(inAddress);

  useEffect(() => {
    if (inAddress !== written.current) setValue(inAddress);
    written.current = inAddress;
  }, [inAddress]);

  const write = useDebouncedCallback((next: string) => {
    written.current = next;
    void navigate({
      to: ".",
      search: ((previous: object) => ({ ...previous, [param]: next || undefined })) as never,
      replace: true,
    });
  }, 250);

  return [
    value,
    (next) => {
      setValue(next);
      write(next);
    },
  ];
}
