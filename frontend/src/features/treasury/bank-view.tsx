import { Stack } from "@mantine/core";
import { useApiInfinite } from "@/api/hooks";
import { useCan } from "@/app/session";
import { ImportList } from "@/features/treasury/import-list";
import { LineList } from "@/features/treasury/line-list";
import { SendFile } from "@/features/treasury/send-file";
import { type LineState, manageTreasury } from "@/features/treasury/words";
import { Loaded } from "@/ui/states";

/** For the lead: statements of its bank, and which statement each of their lines pays. */
export function BankView({ agreementId, state }: { agreementId: string; state: LineState | "all" }) {
  const mayManage = useCan(manageTreasury);
  const imports = useApiInfinite("/v1/treasury/imports", {
    query: { agreement_id: agreementId, limit: 100 },
  });
  return (
    <Loaded query={imports}>
      {(files) => (
        <Stack gap="xl">
          <SendFile agreementId={agreementId} first={files.length === 0} mayManage={mayManage} />
          {files.length > 0 ? (
            <>
              <LineList
                agreementId={agreementId}
                files={files}
                allFiles={!imports.hasNextPage}
                state={state}
                mayManage={mayManage}
              />
              <ImportList query={imports} files={files} />
            </>
          ) : null}
        </Stack>
      )}
    </Loaded>
  );
}
