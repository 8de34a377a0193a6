import { Trans } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { useMe } from "@/app/session";

/** An organisation by its name, told apart when it is one's own. */
export function Who({ id, name }: { id: string | null; name: string }) {
  const mine = useMe().acting_for?.organisation_id;
  if (id === null || id !== mine) return name;
  return (
    <>
      {name}{" "}
      <Text component="span" c="dimmed">
        <Trans>(vous)</Trans>
      </Text>
    </>
  );
}
