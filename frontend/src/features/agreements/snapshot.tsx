import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Loaded } from "@/ui/states";

type SnapshotProps<T> = {
  query: Pick<UseQueryResult<T, unknown>, "data" | "error" | "refetch">;
  children: (read: T, reload: () => void) => ReactNode;
};

/**
 * What a form starts from, kept as it was first read: a later reading neither wipes what is being typed nor
 * hides that somebody else has saved. `reload` starts again from the current version.
 */
export function Snapshot<T>({ query, children }: SnapshotProps<T>) {
  const [round, setRound] = useState(0);
  const reload = () => void query.refetch().then(() => setRound((last) => last + 1));
  return (
    <Loaded query={query}>
      {(data) => (
        <Kept key={round} data={data}>
          {(kept) => children(kept, reload)}
        </Kept>
      )}
    </Loaded>
  );
}

function Kept<T>({ data, children }: { data: T; children: (kept: T) => ReactNode }) {
  const [kept] = useState(data);
  return children(kept);
}
