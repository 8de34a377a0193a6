import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Anchor, Button, Group, Paper, Stack, Text, TextInput } from "@mantine/core";
import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useApiMutation } from "@/api/hooks";
import { isProblem } from "@/api/problem";
import { useCan } from "@/app/session";
import { type Agreement, readings, signAgreements } from "@/features/agreements/words";
import { Dialog, Refusal } from "@/ui/dialog";
import { Section } from "@/ui/page";
import { toastDone } from "@/ui/toast";
import { DateText } from "@/ui/values";

/** The earliest day one could leave, always in view, and the notice itself. */
export function LeaveSection({ agreement }: { agreement: Agreement }) {
  const { t } = useLingui();
  const place = useNoticePlace();
  const mine = agreement.parties.find((party) => party.mine);
  if (agreement.state === "ended" || agreement.my_state !== "accepted" || !mine) return null;
  return (
    <Section title={t`Se retirer`}>
      <Paper p="md" ref={place}>
        {mine.left_on ? (
          <Text>
            <Trans>
              Votre organisation a donné son préavis le <DateText value={mine.notice_given_on} />
               : elle prend part jusqu’au <DateText value={mine.left_on} /> inclus.
            </Trans>{" "}
            <ExitLink agreementId={agreement.id}>
              <Trans>Voir ce que cela entraîne</Trans>
            </ExitLink>
          </Text>
        ) : (
          <GiveNotice agreement={agreement} />
        )}
      </Paper>
    </Section>
  );
}

function GiveNotice({ agreement }: { agreement: Agreement }) {
  const [open, setOpen] = useNoticeWindow();
  const maySign = useCan(signAgreements);
  const relied = agreement.my_role === "lead" && agreement.parties.some(staysBeside);
  return (
    <Stack gap="sm" align="flex-start">
      <Text>
        <Trans>
          Avec un préavis donné aujourd’hui, votre organisation partirait au plus tôt le{" "}
          <strong>
            <DateText value={agreement.earliest_exit_on} />
          </strong>
          .
        </Trans>{" "}
        {agreement.legal_form.exit}
      </Text>
      <ExitLink agreementId={agreement.id}>
        <Trans>Simuler notre départ : dates, sommes, conséquences</Trans>
      </ExitLink>
      {relied ? (
        <Text c="dimmed">
          <Trans>
            Votre organisation est chef de file : transmettez d’abord ce rôle à une autre partie, dans la
            liste des parties.
          </Trans>
        </Text>
      ) : maySign ? (
        <Button variant="default" onClick={() => setOpen(true)}>
          <Trans>Donner notre préavis…</Trans>
        </Button>
      ) : (
        <Text c="dimmed">
          <Trans>Votre mandat ne permet pas de signer : le préavis revient à la direction.</Trans>
        </Text>
      )}
      {open && maySign && !relied ? (
        <LeaveDialog agreement={agreement} onClose={() => setOpen(false)} />
      ) : null}
    </Stack>
  );
}

const useNoticeAsked = () => useLocation({ select: ({ hash }) => hash === "preavis" });

/** Brought into view for an address that ends with `#preavis`: it is at the bottom of a page read after its address. */
function useNoticePlace() {
  const asked = useNoticeAsked();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asked) place.current?.scrollIntoView({ block: "center" });
  }, [asked]);
  return place;
}

/** Also opened by an address that ends with `#preavis`: the simulation leads here. */
function useNoticeWindow() {
  const asked = useNoticeAsked();
  const navigate = useNavigate();
  const [open, setOpen] = useState(asked);
  const change = (opened: boolean) => {
    setOpen(opened);
    if (asked) void navigate({ to: ".", search: true, hash: "", replace: true, resetScroll: false } as never);
  };
  return [open, change] as const;
}

/** When, how much, what is lost: as often as one likes, before anything is said to anybody. */
function ExitLink({ agreementId, children }: { agreementId: string; children: ReactNode }) {
  const address = { to: "/exits/$agreementId", params: { agreementId } } as never as { to: string };
  return (
    <Anchor component={Link} {...address}>
      {children}
    </Anchor>
  );
}

const staysBeside = ({ mine, role, state, left_on }: Agreement["parties"][number]) =>
  !mine && role === "party" && state === "accepted" && !left_on;

function LeaveDialog({ agreement, onClose }: { agreement: Agreement; onClose: () => void }) {
  const { t } = useLingui();
  const [leftOn, setLeftOn] = useState(agreement.earliest_exit_on ?? "");
  const leave = useApiMutation("post", "/v1/agreements/{agreement_id}/parties/{party_id}/leave", {
    invalidates: [...readings, "/v1/exits"],
    onSuccess: () => {
      toastDone(t`Le préavis est donné.`);
      onClose();
    },
  });
  const path = { agreement_id: agreement.id, party_id: agreement.my_party_id };
  return (
    <Dialog opened onClose={onClose} title={t`Donner le préavis de votre organisation ?`}>
      <Stack gap="md">
        <TextInput
          type="date"
          label={t`Dernier jour de participation`}
          description={t`La date proposée est la plus proche que permettent les termes.`}
          min={agreement.earliest_exit_on ?? undefined}
          value={leftOn}
          onChange={(event) => setLeftOn(event.currentTarget.value)}
          data-autofocus
        />
        <Text>
          <Trans>
            Votre organisation prend part, lit et réserve jusqu’à ce jour inclus. Les autres parties voient
            tout de suite le préavis et sa date. Ensuite, elle ne lit plus que les documents de son temps.
          </Trans>
        </Text>
        <Text fw={600}>
          <Trans>Un préavis donné ne se reprend pas : il faudrait être invité de nouveau.</Trans>
        </Text>
        <LeaveRefusal error={leave.error} onChoose={setLeftOn} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            <Trans>Annuler</Trans>
          </Button>
          <Button
            color="red"
            loading={leave.isPending}
            onClick={() => leave.mutate({ path, body: { left_on: leftOn || null } })}
          >
            <Trans>Donner le préavis</Trans>
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

/** Too short a notice is refused with the day that would do: one click takes it. */
function LeaveRefusal({ error, onChoose }: { error: unknown; onChoose: (day: string) => void }) {
  const { t } = useLingui();
  if (!error) return null;
  const { earliest } = isProblem(error, "notice_too_short") ? error.context : { earliest: undefined };
  if (typeof earliest !== "string") return <Refusal error={error} />;
  return (
    <Alert role="alert" color="orange" title={t`Ce préavis est trop court`}>
      <Button size="xs" variant="default" onClick={() => onChoose(earliest)}>
        {/* One element: a button lays out its children side by side, without the spaces between. */}
        <span>
          <Trans>
            Choisir le <DateText value={earliest} />
          </Trans>
        </span>
      </Button>
    </Alert>
  );
}
