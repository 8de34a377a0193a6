import { Trans } from "@lingui/react/macro";
import { Button, Center } from "@mantine/core";

type LoadMoreProps = {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
};

/** The next page of a list read with `useApiInfinite`; nothing when there is none. */
export function LoadMore({ query }: LoadMoreProps) {
  if (!query.hasNextPage) return null;
  return (
    <Center mt="lg">
      <Button variant="default" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
        <Trans>Afficher la suite</Trans>
      </Button>
    </Center>
  );
}
