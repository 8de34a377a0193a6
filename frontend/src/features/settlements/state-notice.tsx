import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Alert } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconInfoCircle } from "@tabler/icons-react";
import { useCan } from "@/app/session";
import { EntryLink } from "@/features/settlements/links";
import { manageSettlements, type Settlement } from "@/features/settlements/words";
import { DateText } from "@/ui/values";

/** Where the settlement is, and whose turn it is. */
export function StateNotice({ settlement }: { settlement: Settlement }) {
  switch (settlement.state) {
    case "proposed":
      return <Proposed settlement={settlement} />;
    case "accepted":
      return <Accepted settlement={settlement} />;
    case "carried_out":
      return <CarriedOut settlement={settlement} />;
    case "refused":
      return <Refused settlement={settlement} />;
    case "withdrawn":
      return <Withdrawn settlement={settlement} />;
  }
}

type NoticeProps = { settlement: Settlement };

function Proposed({ settlement: { awaited, may_answer: ours } }: NoticeProps) {
  // Our own answer has its own place on the page.
  if (ours || awaited === null || awaited === 0) return null;
  return (
    <Alert role="note" mb="lg" color="blue" variant="light" icon={<IconInfoCircle aria-hidden="true" />}>
      <Plural
        value={awaited}
        one="# organisation n’a pas encore répondu. La compensation ne se réalise qu’une fois tous d’accord."
        other="# organisations n’ont pas encore répondu. La compensation ne se réalise qu’une fois toutes d’accord."
      />
    </Alert>
  );
}

function Accepted({ settlement }: NoticeProps) {
  const { t } = useLingui();
  const mayManage = useCan(manageSettlements);
  // The lead has the button and its words beneath.
  if (settlement.may_carry_out && mayManage) return null;
  return (
    <Alert
      role="note"
      mb="lg"
      color="pine"
      variant="light"
      icon={<IconCircleCheck aria-hidden="true" />}
      title={t`Toutes les organisations qui doivent ont accepté`}
    >
      <Trans>
        Il reste au chef de file à la réaliser. D’ici là, ne payez pas ces relevés à part : elle ne pourrait
        plus l’être.
      </Trans>
    </Alert>
  );
}

function CarriedOut({ settlement }: NoticeProps) {
  const { t } = useLingui();
  const { decided_at: at, transaction_id: entry, agreement_id: agreement, transfers } = settlement;
  const left = transfers.filter(({ paid_on }) => paid_on === null).length;
  return (
    <Alert
      role="note"
      mb="lg"
      color="pine"
      variant="light"
      icon={<IconCircleCheck aria-hidden="true" />}
      title={t`Les relevés sont réglés`}
    >
      <Trans>
        La compensation a été réalisée le <DateText value={at} />.
      </Trans>{" "}
      {left === 0 ? (
        <Trans>Tous les virements sont arrivés : plus rien n’est dû.</Trans>
      ) : (
        <Plural
          value={left}
          one="Il reste # virement à faire, indiqué ci-dessous."
          other="Il reste # virements à faire, indiqués ci-dessous."
        />
      )}{" "}
      {entry ? (
        <EntryLink agreement={agreement} entry={entry}>
          <Trans>Voir l’écriture dans le livre</Trans>
        </EntryLink>
      ) : null}
    </Alert>
  );
}

function Refused({ settlement }: NoticeProps) {
  const { t } = useLingui();
  const { decided_at: at, positions } = settlement;
  const refusing = positions.find(({ answer }) => answer === "refused");
  const who = refusing?.organisation_name;
  return (
    <Alert
      role="note"
      mb="lg"
      color="red"
      variant="light"
      icon={<IconCircleX aria-hidden="true" />}
      title={who ? t`${who} a refusé` : t`Une organisation a refusé`}
    >
      {refusing?.note ? <p style={{ margin: "0 0 0.5rem" }}>{t`« ${refusing.note} »`}</p> : null}
      <Trans>
        La compensation s’est arrêtée le <DateText value={at} />. Chacun paie ses relevés comme avant, à leurs
        échéances. Le chef de file peut en proposer une autre, par exemple à une autre date.
      </Trans>
    </Alert>
  );
}

function Withdrawn({ settlement: { decided_at: at } }: NoticeProps) {
  const { t } = useLingui();
  return (
    <Alert
      role="note"
      mb="lg"
      color="gray"
      variant="light"
      icon={<IconInfoCircle aria-hidden="true" />}
      title={t`Le chef de file l’a retirée`}
    >
      <Trans>
        Depuis le <DateText value={at} />, ces relevés se paient un par un, à leurs échéances, ou dans une
        nouvelle compensation.
      </Trans>
    </Alert>
  );
}
