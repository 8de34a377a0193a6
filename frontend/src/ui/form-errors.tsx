import { Alert, List, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useEffect } from "react";
import { type ApiProblem, isProblem, type ProblemError } from "@/api/problem";
import { useProblemWords } from "@/ui/states";

type Form = {
  getInputNode: (path: string) => HTMLElement | null;
  setErrors: (errors: Record<string, string>) => void;
};

/** A JSON pointer to the path of a form's field: "/lines/0/label" is "lines.0.label". */
export function fieldPath(pointer: string): string {
  const steps = pointer.split("/").slice(1);
  const inBody = steps[0] === "body" ? steps.slice(1) : steps;
  return inBody.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~")).join(".");
}

/** The messages that belong to a field shown on screen, and those that do not. */
export function sortErrors(problem: ApiProblem, isShown: (path: string) => boolean) {
  const fields: Record<string, string> = {};
  const others: ProblemError[] = [];
  for (const error of problem.errors) {
    const path = fieldPath(error.pointer);
    if (isShown(path)) fields[path] = error.message;
    else others.push(error);
  }
  return { fields, others };
}

type FormErrorsProps = {
  /** The error of the mutation the form sends. */
  error: unknown;
  form: Form;
};

/** Puts each refused value's message beside its field, and the rest above the form. */
export function FormErrors({ error, form }: FormErrorsProps) {
  const { title, detail } = useProblemWords(error);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the form is another object at each render; the messages are placed once per error
  useEffect(() => {
    if (!isProblem(error)) return;
    const { fields } = sortErrors(error, (path) => form.getInputNode(path) !== null);
    form.setErrors(fields);
    const first = Object.keys(fields)[0];
    if (first) form.getInputNode(first)?.focus();
  }, [error]);
  if (!error) return null;
  const others = isProblem(error) ? sortErrors(error, (path) => form.getInputNode(path) !== null).others : [];
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden="true" />}
      title={title}
    >
      {detail ? <Text size="sm">{detail}</Text> : null}
      {others.length > 0 ? (
        <List size="sm" mt="xs">
          {others.map(({ pointer, message }) => (
            <List.Item key={pointer + message}>{message}</List.Item>
          ))}
        </List>
      ) : null}
    </Alert>
  );
}
