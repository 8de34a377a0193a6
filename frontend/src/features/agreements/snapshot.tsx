import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Opening } from "@/features/agreements/opening";

type SnapshotProps<T> = {
  query: Pick<UseQueryResult<T, unknown>, "data" | "error" | "refetch">;
  title: string;
  back: ReactNode;
  children: (read: T, reload: () => void) => ReactNode;
};

/**
 * What a form starts from, kept as it was first read: a later reading neither wipes what is being typed nor
 * hides that somebody else has saved. `reload` starts again from the current version.
 */
export function Snapshot<T>({ query, title, back, children }: SnapshotProps<T>) {
  const [round, setRound] = useState(0);
  const reload = () => void query.refetch().then(() => setRound((last) => last + 1));
  return (
    <Opening query={query} title={title} back={back}>
      {(data) => (
        <Kept key={round} data={data}>
          {(kept) => children(kept, reload)}
        </Kept>
      )}
    </Opening>
  );
}

function Kept<T>({ data, children }: { data: T; children: (kept: T) => ReactNode }) {
  const [kept] = useState(data);
  return children(kept);
}
