import type { AnswerOf, CallOf, PathOf } from "@/api/client";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { readings } from "@/features/purchases/words";

/** A call with one effect however often it is sent again. Refused, then changed (`again`): another intention. */
export function useIntention<P extends PathOf<"post">>(
  path: P,
  onSuccess: (answer: AnswerOf<"post", P>) => void,
) {
  const { key, renew } = useIdempotencyKey();
  const call = useApiMutation("post", path, { invalidates: readings, onSuccess });
  return {
    isPending: call.isPending,
    error: call.error,
    send: (sent: CallOf<"post", P>) => call.mutate({ ...sent, idempotencyKey: key }),
    again: () => {
      if (!call.error) return;
      call.reset();
      renew();
    },
  };
}
