import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Page } from "@/ui/page";
import { Loaded } from "@/ui/states";

type LoadedPageProps<T> = {
  query: Pick<UseQueryResult<T, unknown>, "data" | "error" | "refetch">;
  /** The page's title until its object is there: "Réseau". */
  title: string;
  above?: ReactNode;
  /** The page, once there is something to show. */
  children: (data: T) => ReactNode;
};

/** A page about one object: titled while it is awaited, and when it cannot be shown. */
export function LoadedPage<T>({ query, title, above, children }: LoadedPageProps<T>) {
  if (query.data !== undefined) return children(query.data);
  return (
    <Page title={title} above={above}>
      <Loaded query={query} lines={8}>
        {children}
      </Loaded>
    </Page>
  );
}
