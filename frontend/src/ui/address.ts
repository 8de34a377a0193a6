import { useNavigate } from "@tanstack/react-router";

/** Changes parameters of the page's address, without a step in the history; `undefined` takes one away. */
export function useChangeAddress() {
  const navigate = useNavigate();
  return (change: Record<string, string | undefined>) =>
    void navigate({
      to: ".",
      search: ((previous: object) => ({ ...previous, ...change })) as never,
      replace: true,
      resetScroll: false,
    });
}
