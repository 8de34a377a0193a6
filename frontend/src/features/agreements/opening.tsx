import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Page } from "@/ui/page";
import { Loaded } from "@/ui/states";

type OpeningProps<T> = {
  query: Pick<UseQueryResult<T, unknown>, "data" | "error" | "refetch">;
  /** The page's title until its object is read, or if it cannot be. */
  title: string;
  back: ReactNode;
  children: (read: T) => ReactNode;
};

/** A page while its object is being read: titled, with the way back, even when there is nothing to show. */
export function Opening<T>({ query, title, back, children }: OpeningProps<T>) {
  if (query.data !== undefined) return children(query.data);
  return (
    <Page title={title} above={back}>
      <Loaded query={query} lines={8}>
        {() => null}
      </Loaded>
    </Page>
  );
}
