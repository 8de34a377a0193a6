import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, NumberInput, Radio, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import type { AgreementLine } from "@/features/allocations/list-agreements";
import type { Opinion } from "@/features/allocations/words";
import { Dialog } from "@/ui/dialog";
import { FormErrors } from "@/ui/form-errors";

type Answer = Opinion["facts"]["independent_group"];
type Fact = "independent_group" | "services_only" | "general_interest" | "no_distortion";
type Values = Record<Fact, Answer> & {
  starts_on: string;
  ends_on: string;
  outside_share_bp: number | string;
};

/** What the software cannot know: asked of the lead, each answer free to stay open. */
export function AskDialog({ agreement, onClose }: { agreement: AgreementLine; onClose: () => void }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { key } = useIdempotencyKey();
  const year = new Date().getFullYear();
  const form = useForm<Values>({
    initialValues: {
      starts_on: `${year}-01-01`,
      ends_on: `${year}-12-31`,
      independent_group: "unknown",
      services_only: "unknown",
      general_interest: "unknown",
      no_distortion: "unknown",
      outside_share_bp: "",
    },
  });
  const ask = useApiMutation("post", "/v1/allocations/vat-opinions", {
    invalidates: ["/v1/allocations/vat-opinions"],
    onSuccess: ({ id }) => void navigate({ to: "/allocations/vat/$opinionId", params: { opinionId: id } }),
  });
  const questions: [Fact, string, string][] = [
    [
      "independent_group",
      t`Est-ce un groupement, avec ses propres règles ?`,
      t`Même sans personnalité morale, mais pas un simple contrat de prestation.`,
    ],
    [
      "services_only",
      t`Ne rend-il que des services ?`,
      t`Aucune livraison de biens : repas, médicaments, matériel…`,
    ],
    [
      "general_interest",
      t`Ses membres exercent-ils une activité d’intérêt général ?`,
      t`Hors TVA, ou exonérée à ce titre (soin, action sociale, éducation…).`,
    ],
    [
      "no_distortion",
      t`Est-il sûr de ne pas fausser la concurrence ?`,
      t`Une entreprise ne perdrait pas ces clients du seul fait de l’exonération.`,
    ],
  ];
  return (
    <Dialog opened onClose={onClose} title={t`Demander un avis sur la TVA`} size="lg">
      <form
        onSubmit={form.onSubmit(({ outside_share_bp: outside, ...values }) =>
          ask.mutate({
            body: {
              ...values,
              agreement_id: agreement.id,
              outside_share_bp: outside === "" ? null : Math.round(Number(outside) * 100),
            },
            idempotencyKey: key,
          }),
        )}
      >
        <Stack gap="md">
          <FormErrors error={ask.error} form={form} />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <TextInput
              type="date"
              label={t`Du`}
              required
              min="2000-01-01"
              max="2199-12-31"
              {...form.getInputProps("starts_on")}
            />
            <TextInput
              type="date"
              label={t`Au`}
              required
              min="2000-01-01"
              max="2199-12-31"
              {...form.getInputProps("ends_on")}
            />
          </SimpleGrid>
          {questions.map(([name, label, description]) => (
            <Radio.Group key={name} label={label} description={description} {...form.getInputProps(name)}>
              <Group gap="lg" mt="xs">
                <Radio value="yes" label={t`Oui`} />
                <Radio value="no" label={t`Non`} />
                <Radio value="unknown" label={t`Je ne sais pas`} />
              </Group>
            </Radio.Group>
          ))}
          <NumberInput
            label={t`Part de ses services rendue à d’autres que ses membres`}
            description={t`En pourcentage de ses recettes. Laissez vide si vous ne la connaissez pas.`}
            min={0}
            max={100}
            decimalScale={2}
            decimalSeparator=","
            suffix={"\u00a0%"}
            hideControls
            maw="20rem"
            {...form.getInputProps("outside_share_bp")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Annuler</Trans>
            </Button>
            <Button type="submit" loading={ask.isPending}>
              <Trans>Rendre l’avis</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
