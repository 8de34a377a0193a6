import { useNavigate } from "@tanstack/react-router";
import { useApiMutation } from "@/api/hooks";
import { keepFile } from "@/features/imports/kept-files";
import type { Format } from "@/features/imports/words";

export type Order = { file: File; format: Format; dryRun: boolean };

/** Sends a file to be read, then shows how far it is. */
export function useSendFile() {
  const navigate = useNavigate();
  const sending = useApiMutation("post", "/v1/imports", { invalidates: ["/v1/imports"] });
  const send = ({ file, format, dryRun }: Order) =>
    sending.mutate(
      {
        query: { format, dry_run: dryRun, file_name: file.name },
        // The file itself, whatever type the browser gives it.
        body: new Blob([file], { type: "application/octet-stream" }),
      },
      {
        onSuccess: async ({ id }) => {
          keepFile(id, file);
          await navigate({ to: "/imports/$importId", params: { importId: id } });
        },
      },
    );
  return { send, isPending: sending.isPending, error: sending.error };
}
