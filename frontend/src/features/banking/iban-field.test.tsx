import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { IbanField } from "@/features/banking/iban-field";
import { show } from "@/test/show";

function Field() {
  const [value, setValue] = useState("");
  return <IbanField value={value} onChange={setValue} />;
}

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");
const field = () => screen.findByLabelText<HTMLInputElement>("IBAN");

it("groups by four as one types and says when the number is right", async () => {
  show(<Field />);
  await userEvent.type(await field(), "fr763000600001123456789018");
  expect((await field()).value).toBe("FR76 3000 6000 0112 3456 7890 18");
  expect(screen.getByText((text) => plain(text) === "Encore 1 caractère.")).toBeTruthy();
  await userEvent.type(await field(), "9");
  expect(screen.getByRole("status").textContent).toContain("La clé de contrôle est juste");
});

it("keeps the caret where one corrects", async () => {
  show(<Field />);
  await userEvent.type(await field(), "FR7630006000011234567890188");
  expect(screen.getByRole("status").textContent).toContain("La clé ne correspond pas");
  await userEvent.type(await field(), "{Backspace}9", { initialSelectionStart: 33, initialSelectionEnd: 33 });
  expect((await field()).value).toBe("FR76 3000 6000 0112 3456 7890 189");
  await userEvent.type(await field(), "{Delete}1", { initialSelectionStart: 5, initialSelectionEnd: 5 });
  expect((await field()).value).toBe("FR76 1000 6000 0112 3456 7890 189");
  expect((await field()).selectionStart).toBe(6);
});
