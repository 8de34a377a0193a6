import { describe, expect, it } from "vitest";
import { changedFields, emptyRecord, recordBody, takeOver } from "@/features/organisations/record-form";

const record = { ...emptyRecord, name: "Les Tilleuls", phone: "04 72 00 00 00", city: "Bully" };

describe("a record's form", () => {
  it("sends nothing typed as unknown, never as an empty text", () => {
    expect(recordBody({ ...record, siren: "  " })).toMatchObject({
      siren: null,
      website: null,
      is_ess: null,
    });
  });

  it("sends only what was changed, and null for what was emptied", () => {
    expect(changedFields(record, { ...record, phone: "", is_ess: "yes" })).toEqual({
      phone: null,
      is_ess: true,
    });
    expect(changedFields(record, { ...record })).toEqual({});
  });

  it("takes over what somebody else saved without losing what was typed", () => {
    const typed = { ...record, phone: "04 78 00 00 00" };
    const current = { ...record, phone: "01 00 00 00 00", city: "Lyon" };
    const next = takeOver(record, typed, current);
    expect(next).toMatchObject({ phone: "04 78 00 00 00", city: "Lyon" });
    expect(changedFields(current, next)).toEqual({ phone: "04 78 00 00 00" });
  });
});
