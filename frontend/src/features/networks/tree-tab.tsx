import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Alert, Paper, Stack, Text } from "@mantine/core";
import { IconArrowUp, IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import { useApiQuery } from "@/api/hooks";
import { CategoryName } from "@/features/networks/badges";
import { NetworkLink } from "@/features/networks/links";
import classes from "@/features/networks/tree-tab.module.css";
import type { NetworkDetail, TreeNode } from "@/features/networks/words";
import { Loaded } from "@/ui/states";
import { DateText } from "@/ui/values";

/** The networks this one belongs to, above; the networks that belong to it, nested below. */
export function TreeTab({ network, on }: { network: NetworkDetail; on: string | undefined }) {
  const tree = useApiQuery("/v1/networks/{network_id}/tree", {
    path: { network_id: network.id },
    query: { on },
  });
  return (
    <Paper p="lg">
      <Stack gap="md">
        <Above network={network} />
        <Loaded query={tree}>
          {({ root, truncated }) => (
            <>
              <Below root={root} />
              {truncated ? (
                <Alert color="orange" variant="light">
                  <Trans>
                    L’arborescence est trop grande pour être montrée en entier : 6 niveaux et 500 réseaux au
                    plus. Ouvrez la page d’un réseau pour voir la suite.
                  </Trans>
                </Alert>
              ) : null}
            </>
          )}
        </Loaded>
      </Stack>
    </Paper>
  );
}

function Above({ network }: { network: NetworkDetail }) {
  const { t } = useLingui();
  const { belongs_to: parents, name } = network;
  if (parents.length === 0) return null;
  return (
    <div>
      <Text fw={600}>
        <IconArrowUp size={18} aria-hidden="true" style={{ verticalAlign: "-3px" }} />{" "}
        <Trans>{name} appartient à</Trans>
      </Text>
      <ul className={classes.branch} aria-label={t`Réseaux auxquels ${name} appartient`}>
        {parents.map((parent) => (
          <li key={parent.membership_id} className={classes.node}>
            <span className={classes.leaf} />
            <div className={classes.words}>
              <NetworkLink id={parent.network_id} name={parent.network_name} />
              <Text size="sm" c="dimmed">
                <CategoryName category={parent.category} />{" "}
                <Trans>
                  depuis le <DateText value={parent.starts_on} />
                </Trans>
              </Text>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Below({ root }: { root: TreeNode }) {
  const { t } = useLingui();
  const { name } = root;
  return (
    <div>
      <div className={classes.here}>
        <Text fw={650}>{name}</Text>
        <Counts node={root} />
      </div>
      {root.children.length === 0 ? (
        <Text c="dimmed" mt="sm">
          <Trans>Aucun réseau n’adhère à {name} à cette date : ses membres sont des organisations.</Trans>
        </Text>
      ) : (
        <>
          <Text fw={600} mt="md">
            <Trans>Réseaux membres</Trans>
          </Text>
          <ul className={classes.branch} aria-label={t`Réseaux membres : ${name}`}>
            {root.children.map((child) => (
              <Branch key={child.membership_id} node={child} level={1} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** One network and, folded or not, the networks under it. The first two levels are open. */
function Branch({ node, level }: { node: TreeNode; level: number }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(level <= 2);
  const { name, children } = node;
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <li>
      <div className={classes.node}>
        {children.length > 0 ? (
          <ActionIcon
            variant="subtle"
            color="gray"
            c="var(--mantine-color-text)"
            aria-expanded={open}
            aria-label={t`Réseaux membres : ${name}`}
            onClick={() => setOpen(!open)}
          >
            <Chevron size={18} aria-hidden="true" />
          </ActionIcon>
        ) : (
          <span className={classes.leaf} />
        )}
        <div className={classes.words}>
          <NetworkLink id={node.network_id} name={name} />
          <Counts node={node} />
        </div>
      </div>
      {open && children.length > 0 ? (
        <ul className={classes.branch}>
          {children.map((child) => (
            <Branch key={child.membership_id} node={child} level={level + 1} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

function Counts({ node }: { node: TreeNode }) {
  const { members, associates, children, category } = node;
  return (
    <Text size="sm" c="dimmed">
      {category === "associate" ? (
        <>
          <Trans>Associé</Trans>
          {" · "}
        </>
      ) : null}
      <Plural value={members} _0="aucun adhérent" one="# adhérent" other="# adhérents" />
      {children.length > 0 ? (
        <>
          {" "}
          <Plural value={children.length} one="(dont # réseau)" other="(dont # réseaux)" />
        </>
      ) : null}
      {" · "}
      <Plural value={associates} _0="aucun associé" one="# associé" other="# associés" />
    </Text>
  );
}
