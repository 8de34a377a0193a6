import { expect, it } from "vitest";
import { placeOf } from "@/ui/line-faults";

it.each([
  ["file/3/Montant", 3, "Montant"],
  ["/line/12/EcritureDate", 12, "EcritureDate"],
  ["file/7", 7, null],
  ["file/Débit/Crédit", null, "Débit/Crédit"],
  ["file/4/Débit/Crédit", 4, "Débit/Crédit"],
  ["line/0/", null, null],
  ["file", null, null],
])("reads where %s points", (pointer, line, column) => {
  expect(placeOf(pointer)).toEqual({ line, column });
});
