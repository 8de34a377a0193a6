import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import { ApiProblem } from "@/api/problem";
import { show } from "@/test/show";
import { FormErrors, fieldPath } from "@/ui/form-errors";

describe("fieldPath", () => {
  it("reads a JSON pointer, within the body or from the root", () => {
    expect(fieldPath("/name")).toBe("name");
    expect(fieldPath("/body/lines/0/label")).toBe("lines.0.label");
    expect(fieldPath("/a~1b")).toBe("a/b");
  });
});

const refused = new ApiProblem({
  status: 422,
  code: "invalid_request",
  title: "Formulaire incomplet",
  detail: "Deux valeurs sont à revoir.",
  errors: [
    { pointer: "/email", message: "Cette adresse n’est pas complète.", code: "email" },
    { pointer: "/hidden", message: "La période est close.", code: "closed" },
  ],
});

function Form() {
  const [error, setError] = useState<ApiProblem | null>(null);
  const form = useForm({ initialValues: { email: "a@" } });
  return (
    <form>
      <FormErrors error={error} form={form} />
      <TextInput label="Adresse" {...form.getInputProps("email")} />
      <Button onClick={() => setError(refused)}>Envoyer</Button>
    </form>
  );
}

describe("FormErrors", () => {
  it("puts a message beside its field, gives it the focus, and says the others above", async () => {
    show(<Form />);
    await userEvent.click(await screen.findByRole("button", { name: "Envoyer" }));
    expect(await screen.findByText("Cette adresse n’est pas complète.")).toBeDefined();
    const field = screen.getByLabelText("Adresse");
    expect(field.getAttribute("aria-invalid")).toBe("true");
    expect(document.activeElement).toBe(field);
    const alert = screen.getByRole("alert");
    expect(alert.textContent).toContain("La période est close.");
    expect(alert.textContent).not.toContain("Cette adresse");
  });
});
