import { Trans } from "@lingui/react/macro";
import { List, Text } from "@mantine/core";
import { isProblem } from "@/api/problem";

type Place = { line: number | null; column: string | null };

/** Where a file is at fault: "file/3/Montant" is column Montant of line 3; 0 is no line. */
export function placeOf(pointer: string): Place {
  const [, line = "", ...column] = pointer.replace(/^\//, "").split("/");
  const isLine = /^\d+$/.test(line);
  const named = (isLine ? column : [line, ...column]).join("/");
  return { line: isLine && Number(line) > 0 ? Number(line) : null, column: named || null };
}

/** What a refusal says of a file, line by line; nothing when it says nothing of the kind. */
export function LineFaults({ error }: { error: unknown }) {
  if (!isProblem(error) || error.errors.length === 0) return null;
  return (
    <List size="sm" spacing={4}>
      {error.errors.map(({ pointer, message }) => (
        <List.Item key={pointer + message}>
          <FaultPlace {...placeOf(pointer)} />
          {message}
        </List.Item>
      ))}
    </List>
  );
}

function FaultPlace({ line, column }: Place) {
  if (line === null && column === null) return null;
  return (
    <Text span inherit fw={600}>
      {line === null ? (
        <Trans>Colonne {column} : </Trans>
      ) : column === null ? (
        <Trans>Ligne {line} : </Trans>
      ) : (
        <Trans>
          Ligne {line}, colonne {column} :{" "}
        </Trans>
      )}
    </Text>
  );
}
