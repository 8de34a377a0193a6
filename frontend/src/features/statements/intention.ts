import type { AnswerOf, CallOf, PathOf } from "@/api/client";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";

type Options<A> = { invalidates: string[]; onSuccess: (answer: A) => void | Promise<void> };

/**
 * A call with one effect however often it is sent again. Refused, then changed: that is another intention
 * (`again`, for a form whose values change).
 */
export function useIntention<P extends PathOf<"post">>(
  method: "post",
  path: P,
  options: Options<AnswerOf<"post", P>>,
) {
  const { key: idempotencyKey, renew } = useIdempotencyKey();
  const { mutate, isPending, error, reset } = useApiMutation(method, path, options);
  return {
    isPending,
    error,
    send: (call: CallOf<"post", P>) => mutate({ ...call, idempotencyKey }),
    again: () => {
      if (!error) return;
      reset();
      renew();
    },
  };
}
