import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, CloseButton, Group, Modal, Stack } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";
import { useProblemWords } from "@/ui/states";

type DialogProps = {
  opened: boolean;
  onClose: () => void;
  title: string;
  size?: "sm" | "md" | "lg" | "xl";
  children: ReactNode;
};

/** A window taken off the page at once, not closed first, gives the focus back to what opened it all the same. */
function useFocusBack(opened: boolean) {
  const [opener] = useState(() => (opened ? document.activeElement : null));
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    },
    [opener],
  );
}

/** A window over the page. Not Mantine's header: it is a second banner landmark. */
export function Dialog({ opened, onClose, title, size = "md", children }: DialogProps) {
  const { t } = useLingui();
  useFocusBack(opened);
  return (
    <Modal.Root opened={opened} onClose={onClose} size={size} centered>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body p="lg">
          <Group justify="space-between" wrap="nowrap" align="flex-start" mb="md">
            <Modal.Title component="h2" fz="h2" fw={650} lh={1.3}>
              {title}
            </Modal.Title>
            <CloseButton aria-label={t`Fermer`} onClick={onClose} size="lg" />
          </Group>
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

type ConfirmDialogProps = {
  opened: boolean;
  onClose: () => void;
  /** The question: "Mettre fin au mandat de Claire ?" */
  title: string;
  /** What will happen, before it does: sentences, figures, dates. */
  consequences: ReactNode;
  /** A verb: "Mettre fin au mandat". */
  confirmLabel: string;
  onConfirm: () => void;
  /** Cannot be undone, or takes something away from somebody. */
  danger?: boolean;
  pending?: boolean;
  error?: unknown;
};

/** Says what an action will do, then does it. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { opened, onClose, title, consequences, confirmLabel, onConfirm, danger, pending, error } = props;
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      <Stack gap="md">
        <div>{consequences}</div>
        {error ? <Refusal error={error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            <Trans>Annuler</Trans>
          </Button>
          <Button color={danger ? "red" : "pine"} loading={pending ?? false} onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

/** A refusal said in place, where the action was asked. */
export function Refusal({ error }: { error: unknown }) {
  const { title, detail } = useProblemWords(error);
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden="true" />}
      title={title}
    >
      {detail}
    </Alert>
  );
}
