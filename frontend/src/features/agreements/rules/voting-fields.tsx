import { Trans, useLingui } from "@lingui/react/macro";
import { Fieldset, NumberInput, Radio, SimpleGrid, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useApiInfinite } from "@/api/hooks";
import {
  Choice,
  Few,
  type FieldsProps,
  Lines,
  MajorityField,
  NumberField,
  QuorumField,
  type RulesForm,
  ShareTotal,
  useChoices,
  useFigures,
} from "@/features/agreements/rules/fields";
import { missingShare, newCollege } from "@/features/agreements/rules/values";
import { weightingWords } from "@/features/agreements/rules/words";
import { LoadMore } from "@/ui/load-more";
import { Loaded } from "@/ui/states";

/** How many votes each organisation has, and how they weigh. */
export function VoicesFields({ form, agreementId }: FieldsProps & { agreementId: string }) {
  const { t } = useLingui();
  const choices = useChoices();
  const { weighting, colleges } = form.getValues().content.voting;
  return (
    <Stack gap="lg">
      <Radio.Group
        label={t`Combien de voix a chaque organisation`}
        {...form.getInputProps("content.voting.weighting")}
      >
        <Stack gap="xs" mt={8}>
          {choices(weightingWords).map(({ value, label }) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Stack>
      </Radio.Group>
      {weighting === "stated" ? <StatedVotes form={form} agreementId={agreementId} /> : null}
      {weighting === "equal" ? null : (
        <NumberField
          form={form}
          path="content.voting.cap_bp"
          label={t`Part maximale des voix d’une seule organisation (facultatif)`}
          description={t`Vide : aucun plafond.`}
          min={0.01}
          max={100}
          decimals={2}
          unit="%"
        />
      )}
      <Fieldset legend={t`Collèges`}>
        <Lines
          form={form}
          path="content.voting.colleges"
          lines={colleges}
          addLabel={t`Ajouter un collège`}
          fresh={newCollege}
          removeLabel={({ name }) => t`Retirer le collège ${name}`}
          max={20}
          none={
            <Text size="sm" c="dimmed">
              <Trans>
                Sans collège, toutes les voix se comptent ensemble. Avec des collèges, chacun pèse une part du
                résultat, quel que soit le nombre de ses membres.
              </Trans>
            </Text>
          }
        >
          {(path) => (
            <SimpleGrid cols={{ base: 1, xs: 2 }}>
              <TextInput label={t`Nom du collège`} maxLength={80} {...form.getInputProps(`${path}.name`)} />
              <NumberField
                form={form}
                path={`${path}.weight_bp`}
                label={t`Part du résultat`}
                min={0.01}
                max={100}
                decimals={2}
                unit="%"
              />
            </SimpleGrid>
          )}
        </Lines>
        {colleges.length > 0 ? (
          <Text size="sm" mt="sm" fw={500}>
            <ShareTotal missing={missingShare(colleges)} />
          </Text>
        ) : null}
      </Fieldset>
    </Stack>
  );
}

/** One figure for each party; left empty, it has one vote. */
function StatedVotes({ form, agreementId }: { form: RulesForm; agreementId: string }) {
  const { t } = useLingui();
  const figures = useFigures();
  const parties = useApiInfinite("/v1/agreements/{agreement_id}/parties", {
    path: { agreement_id: agreementId },
    query: { limit: 100 },
  });
  const stated = form.getValues().content.voting.stated_votes;
  const votesOf = (id: string) => stated.find(({ organisation_id }) => organisation_id === id)?.votes ?? "";
  const change = (organisation_id: string, votes: number | string) =>
    form.setFieldValue("content.voting.stated_votes", [
      ...stated.filter((one) => one.organisation_id !== organisation_id),
      ...(votes === "" ? [] : [{ organisation_id, votes }]),
    ]);
  return (
    <Fieldset legend={t`Voix de chaque organisation`}>
      <Text size="sm" c="dimmed" mb="sm">
        <Trans>Vide : une voix.</Trans>
      </Text>
      <Loaded query={parties} lines={2}>
        {(items) => (
          <SimpleGrid cols={{ base: 1, xs: 2 }} style={{ alignItems: "end" }}>
            {items
              .filter(({ role, state, organisation_id: id }) =>
                state === "accepted" || state === "invited" ? role !== "observer" : votesOf(id) !== "",
              )
              .map(({ organisation_id: id, organisation_name: name }) => (
                <NumberInput
                  key={id}
                  label={name}
                  min={1}
                  max={1_000_000}
                  allowDecimal={false}
                  {...figures}
                  value={votesOf(id)}
                  onChange={(votes) => change(id, votes)}
                />
              ))}
          </SimpleGrid>
        )}
      </Loaded>
      <LoadMore query={parties} />
    </Fieldset>
  );
}

/** What makes a vote valid, and adopted. */
export function DecidingFields({ form }: FieldsProps) {
  const { t } = useLingui();
  const { second_call: second } = form.getValues().content.voting;
  return (
    <Stack gap="lg">
      <QuorumField
        form={form}
        path="content.voting.quorum"
        label={t`Quorum`}
        description={t`Combien doivent être présents ou représentés pour que le vote soit valable.`}
      />
      <MajorityField form={form} path="content.voting.majority" label={t`Majorité`} />
      <Switch
        label={t`Une abstention compte contre`}
        description={t`Sinon elle ne compte ni pour ni contre, quand la majorité se compte sur les voix exprimées.`}
        {...form.getInputProps("content.voting.abstentions_count", { type: "checkbox" })}
      />
      <Switch
        label={t`Deux majorités à la fois`}
        description={t`Celle des organisations, et celle des contributions apportées.`}
        {...form.getInputProps("content.voting.double_majority", { type: "checkbox" })}
      />
      <Choice
        form={form}
        path="content.voting.tie"
        label={t`En cas d’égalité des voix`}
        data={[
          { value: "rejected", label: t`La proposition est rejetée` },
          { value: "chair", label: t`La voix du chef de file l’emporte` },
        ]}
      />
      <Fieldset legend={t`Si le quorum n’est pas atteint`}>
        <Stack gap="md">
          <Switch
            label={t`Une seconde réunion peut être convoquée`}
            {...form.getInputProps("content.voting.second_call.allowed", { type: "checkbox" })}
          />
          {second.allowed ? (
            <>
              <QuorumField
                form={form}
                path="content.voting.second_call.quorum"
                label={t`Quorum de la seconde réunion`}
              />
              <NumberField
                form={form}
                path="content.voting.second_call.notice_days"
                label={t`Délai avant la seconde réunion`}
                description={t`0 : elle peut se tenir sans attendre.`}
                max={365}
                unit={t`jours`}
              />
            </>
          ) : null}
        </Stack>
      </Fieldset>
    </Stack>
  );
}

/** How a vote is called and held. */
export function MeetingFields({ form }: FieldsProps) {
  const { t } = useLingui();
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NumberField
          form={form}
          path="content.voting.notice_days"
          label={t`Convocation avant le vote`}
          description={t`Le temps de lire et d’en parler chez soi.`}
          max={365}
          unit={t`jours`}
        />
        <NumberField
          form={form}
          path="content.voting.urgent_notice_hours"
          label={t`En cas d’urgence`}
          description={t`Le délai le plus court.`}
          max={720}
          unit={t`heures`}
        />
      </SimpleGrid>
      <NumberField
        form={form}
        path="content.voting.proxy_limit"
        label={t`Pouvoirs qu’une organisation peut porter`}
        description={t`0 : personne ne vote pour une autre.`}
        max={20}
      />
      <Few
        form={form}
        path="content.voting.ballot"
        label={t`Bulletins`}
        choices={[
          ["named", t`Nominatifs`, t`Les parties lisent qui a voté quoi.`],
          ["secret", t`Secrets`, t`On garde le décompte, jamais le choix d’une organisation.`],
        ]}
      />
      <Few
        form={form}
        path="content.voting.federation_vote"
        label={t`Quand une fédération et ses membres sont parties`}
        choices={[
          ["through_members", t`Ses membres votent, pas elle`],
          ["itself", t`Elle vote, pas ses membres`],
        ]}
      />
      <Switch
        label={t`Une organisation vote sur sa propre exclusion`}
        {...form.getInputProps("content.voting.concerned_party_votes", { type: "checkbox" })}
      />
    </Stack>
  );
}
