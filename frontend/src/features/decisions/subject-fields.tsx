import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Select, Stack, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useApiQuery } from "@/api/hooks";
import { OrganisationPicker } from "@/app/organisation-picker";
import { PlaceLink } from "@/features/decisions/links";
import { LotSubject } from "@/features/decisions/lot-subject";
import type { NewValues } from "@/features/decisions/new-decision";
import type { Matter } from "@/features/decisions/words";
import { formatMoney } from "@/ui/format";
import { today } from "@/ui/paris-time";
import { Loaded } from "@/ui/states";

type Form = UseFormReturnType<NewValues>;

type SubjectProps = { agreementId: string; form: Form };

/** What a question is about, as each kind of question needs it. */
export function SubjectFields({ effect, ...rest }: SubjectProps & { effect: Matter }) {
  if (effect === "adopt_rules") return <RulesSubject {...rest} />;
  if (effect === "admit_party") return <AdmissionSubject {...rest} />;
  if (effect === "exclude_party") return <ExclusionSubject {...rest} />;
  if (effect === "appoint_coordinator") return <LeadSubject {...rest} />;
  if (effect === "approve_project") return <ProjectSubject {...rest} />;
  if (effect === "award_lot") return <LotSubject {...rest} />;
  return null;
}

function useSubjectField(form: Form) {
  const { t } = useLingui();
  return {
    placeholder: t`Choisissez dans la liste`,
    nothingFoundMessage: t`Rien de la liste ne porte ce nom.`,
    searchable: true,
    ...form.getInputProps("subject"),
  };
}

function Missing({ children }: { children: ReactNode }) {
  return (
    <Alert color="orange" variant="light" icon={<IconInfoCircle aria-hidden="true" />}>
      {children}
    </Alert>
  );
}

function RulesSubject({ agreementId, form }: SubjectProps) {
  const { t } = useLingui();
  const field = useSubjectField(form);
  const drafts = useApiQuery("/v1/agreements/{agreement_id}/rules/versions", {
    path: { agreement_id: agreementId },
    query: { state: "draft", limit: 100 },
  });
  return (
    <Loaded query={drafts} lines={1}>
      {({ items }) =>
        items.length === 0 ? (
          <Missing>
            <Trans>
              Aucune version des règles n’est à l’état de projet.{" "}
              <PlaceLink to={`/agreements/${agreementId}/rules/new`}>Écrivez-en une</PlaceLink>, puis revenez
              la mettre au vote.
            </Trans>
          </Missing>
        ) : (
          <Stack gap="lg">
            <Select
              label={t`Quelle version des règles`}
              {...field}
              data={items.map(({ id, number, note }) => ({
                value: id,
                label: t`Version ${number} : ${note}`,
              }))}
            />
            <TextInput
              type="date"
              label={t`Premier jour d’application (facultatif)`}
              description={t`Sinon, dès l’adoption.`}
              min={today()}
              {...form.getInputProps("in_force_from")}
            />
          </Stack>
        )
      }
    </Loaded>
  );
}

function useParties(agreementId: string, state: "accepted" | "requested") {
  return useApiQuery("/v1/agreements/{agreement_id}/parties", {
    path: { agreement_id: agreementId },
    query: { state, limit: 100 },
  });
}

function AdmissionSubject({ agreementId, form }: SubjectProps) {
  const { t } = useLingui();
  const field = useSubjectField(form);
  const asking = useParties(agreementId, "requested");
  const { subject } = form.getValues();
  return (
    <Loaded query={asking} lines={1}>
      {({ items }) => (
        <Stack gap="lg">
          {items.length > 0 ? (
            <Select
              label={t`Organisation qui a demandé à entrer`}
              {...field}
              clearable
              clearButtonProps={{ "aria-label": t`Effacer le choix` }}
              data={items.map(({ id, organisation_name: name }) => ({ value: id, label: name }))}
              onChange={(id) => form.setValues({ subject: id, organisation: null })}
            />
          ) : null}
          {subject === null ? (
            <OrganisationPicker
              label={items.length > 0 ? t`Ou une autre organisation` : t`Organisation à admettre`}
              description={t`Si le vote est favorable, elle sera invitée et devra accepter les règles.`}
              value={form.getValues().organisation}
              error={items.length > 0 ? null : form.errors.subject}
              onChange={(id) => form.setFieldValue("organisation", id)}
            />
          ) : null}
        </Stack>
      )}
    </Loaded>
  );
}

type PartySelectProps = SubjectProps & { label: string; description?: string };

/** A party that takes part, other than the lead. */
function PartySelect({ agreementId, form, label, description }: PartySelectProps) {
  const field = useSubjectField(form);
  const parties = useParties(agreementId, "accepted");
  return (
    <Loaded query={parties} lines={1}>
      {({ items }) => (
        <Select
          label={label}
          description={description}
          {...field}
          data={items
            .filter(({ role }) => role === "party")
            .map(({ id, organisation_name: name }) => ({ value: id, label: name }))}
        />
      )}
    </Loaded>
  );
}

function LeadSubject(props: SubjectProps) {
  const { t } = useLingui();
  return (
    <PartySelect
      {...props}
      label={t`Nouveau chef de file`}
      description={t`Le chef de file actuel restera partie.`}
    />
  );
}

function ExclusionSubject(props: SubjectProps) {
  const { t } = useLingui();
  const { form } = props;
  return (
    <Stack gap="lg">
      <PartySelect
        {...props}
        label={t`Organisation à exclure`}
        description={t`Elle ne vote pas sur sa propre exclusion, et doit avoir été entendue.`}
      />
      <TextInput type="date" label={t`Entendue le`} max={today()} {...form.getInputProps("heard_on")} />
      <Textarea
        label={t`Ce qu’elle a répondu`}
        description={t`Lu par tous les membres avant de voter.`}
        autosize
        minRows={3}
        maxLength={2000}
        {...form.getInputProps("hearing")}
      />
    </Stack>
  );
}

/** An agreement has at most one fund. */
function ProjectSubject({ agreementId, form }: SubjectProps) {
  const funds = useApiQuery("/v1/funds", { query: { agreement_id: agreementId } });
  return (
    <Loaded query={funds} lines={1}>
      {({ items: [fund] }) =>
        fund ? (
          <FundProjects fundId={fund.id} form={form} />
        ) : (
          <Missing>
            <Trans>
              Cet accord n’a pas de fonds commun.{" "}
              <PlaceLink to={`/funds/new?agreement=${agreementId}`}>Créez-en un</PlaceLink>, puis présentez un
              projet.
            </Trans>
          </Missing>
        )
      }
    </Loaded>
  );
}

function FundProjects({ fundId, form }: { fundId: string; form: Form }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const field = useSubjectField(form);
  const projects = useApiQuery("/v1/funds/{fund_id}/projects", {
    path: { fund_id: fundId },
    query: { state: "submitted", limit: 100 },
  });
  return (
    <Loaded query={projects} lines={1}>
      {({ items }) =>
        items.length === 0 ? (
          <Missing>
            <Trans>
              Aucun projet n’est présenté. <PlaceLink to={`/funds/${fundId}`}>Ouvrez le fonds</PlaceLink> pour
              en présenter un.
            </Trans>
          </Missing>
        ) : (
          <Select
            label={t`Quel projet`}
            {...field}
            data={items.map(({ id, title, organisation_name: name, amount_cents: cents }) => ({
              value: id,
              label: `${title} (${name}, ${formatMoney(cents, i18n.locale)})`,
            }))}
          />
        )
      }
    </Loaded>
  );
}
