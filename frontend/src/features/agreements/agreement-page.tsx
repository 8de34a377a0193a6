import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Paper, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { AnswerInvitation } from "@/features/agreements/answer-invitation";
import { RoleWords, StateBadge } from "@/features/agreements/badges";
import { DocumentsSection } from "@/features/agreements/documents-section";
import { AdmissionsSection } from "@/features/agreements/entry/admissions-section";
import { GoverningLinks } from "@/features/agreements/governing-links";
import type { SideChoice } from "@/features/agreements/invite-party-dialog";
import { LeaveSection } from "@/features/agreements/leave-section";
import { LegalFormCard } from "@/features/agreements/legal-form-card";
import { PartiesSection } from "@/features/agreements/parties-section";
import { StateActions } from "@/features/agreements/state-actions";
import { TermSection } from "@/features/agreements/term-section";
import type { Agreement, Sending } from "@/features/agreements/words";
import { FactList } from "@/ui/fact-list";
import { FictionalBadge } from "@/ui/fictional-badge";
import { Page, Section } from "@/ui/page";

type AgreementPageProps = {
  agreement: Agreement;
  back: ReactNode;
  activate: Sending;
  end: Sending;
  edit: ReactNode;
  onDeclined: () => void;
  sides?: SideChoice[];
  /** What this kind is about: what a pool shares, what a partnership balances. */
  children: ReactNode;
};

/** A pool or a partnership: what it is for, what it holds, how long, who, on which papers, under which law. */
export function AgreementPage(props: AgreementPageProps) {
  const { agreement, back, activate, end, edit, onDeclined, sides, children } = props;
  const { t } = useLingui();
  return (
    <Page
      title={agreement.name}
      lead={agreement.purpose}
      above={back}
      badge={
        <>
          <StateBadge state={agreement.state} />
          {agreement.fictional ? <FictionalBadge /> : null}
        </>
      }
      actions={<StateActions agreement={agreement} activate={activate} end={end} edit={edit} />}
    >
      {agreement.my_state === "invited" && agreement.state !== "ended" ? (
        <AnswerInvitation agreement={agreement} onDeclined={onDeclined} />
      ) : null}
      <Summary agreement={agreement} />
      <AdmissionsSection agreement={agreement} sides={sides ?? []} />
      <GoverningLinks agreement={agreement} />
      {children}
      <TermSection agreement={agreement} />
      <PartiesSection agreement={agreement} {...(sides ? { sides } : {})} />
      <DocumentsSection agreement={agreement} />
      <Section title={t`Qui lit quoi`}>
        <Paper p="md">
          <Text>{agreement.confidentiality_words}</Text>
        </Paper>
      </Section>
      <Section title={t`Forme juridique : ${agreement.legal_form.name}`}>
        <Paper p="md">
          <LegalFormCard form={agreement.legal_form} />
        </Paper>
      </Section>
      <LeaveSection agreement={agreement} />
    </Page>
  );
}

function Summary({ agreement }: { agreement: Agreement }) {
  const { t } = useLingui();
  const lead = agreement.parties.find(({ role, state }) => role === "lead" && state !== "left");
  return (
    <Stack mb="xl">
      <FactList
        facts={[
          { label: t`Chef de file`, value: lead?.organisation_name ?? <Trans>Aucun</Trans> },
          {
            label: t`Votre organisation`,
            value:
              agreement.my_state === "invited" ? (
                <Trans>Invitée</Trans>
              ) : (
                <RoleWords role={agreement.my_role} />
              ),
          },
          {
            label: t`Parties`,
            value: <Plural value={agreement.parties_count} one="# organisation" other="# organisations" />,
          },
          { label: t`Forme juridique`, value: agreement.legal_form.name },
          {
            label: t`Demandes d’entrée`,
            value: agreement.open_to_requests ? (
              <Trans>Acceptées, d’où qu’elles viennent</Trans>
            ) : (
              <Trans>Sur invitation seulement</Trans>
            ),
          },
        ]}
      />
    </Stack>
  );
}
