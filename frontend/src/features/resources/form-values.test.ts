import { expect, it } from "vitest";
import { bodyOf, newValues, withCurrent } from "@/features/resources/form-values";

it("sends euros as cents without losing one, and empty fields as nothing", () => {
  const body = bodyOf({ ...newValues, name: " Salle bleue ", tariff_cents: 19.99, capacity: "", place: " " });
  expect(body).toMatchObject({ name: "Salle bleue", tariff_cents: 1999, capacity: null, place: null });
  expect(bodyOf({ ...newValues, tariff_cents: 1.15 }).tariff_cents).toBe(115);
});

it("keeps a duration that is none of the usual ones", () => {
  expect(withCurrent([30, 60], "45")).toEqual([30, 45, 60]);
});
