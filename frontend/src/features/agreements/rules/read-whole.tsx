import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import { useApiQuery } from "@/api/hooks";
import { ClauseCards, Warnings } from "@/features/agreements/rules/clauses";
import type { RulesVersion } from "@/features/agreements/rules/words";
import { Dialog } from "@/ui/dialog";
import { Loaded } from "@/ui/states";

/** Opens all that a version says. */
export function ReadWhole({ version }: { version: RulesVersion }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="default"
        size="xs"
        onClick={() => setOpen(true)}
        aria-label={t`Lire en entier la version ${version.number}`}
      >
        <Trans>Lire en entier</Trans>
      </Button>
      {open ? <WholeDialog version={version} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function WholeDialog({ version, onClose }: { version: RulesVersion; onClose: () => void }) {
  const { t } = useLingui();
  const { agreement_id, id: rules_id, number } = version;
  const whole = useApiQuery("/v1/agreements/{agreement_id}/rules/versions/{rules_id}", {
    path: { agreement_id, rules_id },
  });
  return (
    <Dialog opened onClose={onClose} title={t`Règles, version ${number}`} size="xl">
      <Loaded query={whole}>
        {({ clauses, warnings }) => (
          <>
            <Warnings warnings={warnings} />
            <ClauseCards clauses={clauses} />
          </>
        )}
      </Loaded>
    </Dialog>
  );
}
