import { expect, it } from "vitest";
import { ApiProblem } from "@/api/problem";
import { type Quota, quotaFrom, shortened } from "@/features/bookings/quota";

const quota: Quota = {
  agreement_id: "019b8b74-1800-729d-ab0f-20f1511982fb",
  maximum_hours: 20,
  starts_on: "2027-06-01",
  ends_on: "2027-06-30",
  used_minutes: 960,
  asked_minutes: 480,
  left_minutes: 240,
};

const problem = (context: object) =>
  new ApiProblem({
    status: 409,
    code: "quota_exceeded",
    title: "",
    detail: "",
    context: context as Record<string, unknown>,
  });

/** Eight hours of Paris, in summer. */
const asked = { starts_at: "2027-06-15T07:00:00Z", ends_at: "2027-06-15T15:00:00Z", quantity: 1 };

it("reads what a refusal leaves, and nothing from a refusal that does not say it", () => {
  expect(quotaFrom(problem({ ...quota, period: "month" }))).toMatchObject(quota);
  expect(quotaFrom(problem({ left_minutes: 240 }))).toBeNull();
});

it("shortens a booking to what is left", () => {
  expect(shortened(asked, quota, 60)).toEqual({
    ...asked,
    quantity: undefined,
    ends_at: "2027-06-15T11:00:00Z",
  });
});

it("counts each unit booked, in quarters of an hour", () => {
  expect(shortened({ ...asked, quantity: 3 }, { ...quota, left_minutes: 200 }, 60)?.ends_at).toBe(
    "2027-06-15T08:00:00Z",
  );
});

it("does not propose less than the resource allows, nor nothing", () => {
  expect(shortened(asked, { ...quota, left_minutes: 45 }, 60)).toBeNull();
  expect(shortened(asked, { ...quota, left_minutes: 0 }, 0)).toBeNull();
});

it("leaves alone a booking that goes beyond the period", () => {
  expect(shortened({ ...asked, ends_at: "2027-07-01T07:00:00Z" }, quota, 60)).toBeNull();
  expect(shortened({ ...asked, starts_at: "2027-05-31T07:00:00Z" }, quota, 60)).toBeNull();
});

it("takes a booking that ends at midnight of the last day as within it", () => {
  const night = { starts_at: "2027-06-30T12:00:00Z", ends_at: "2027-06-30T22:00:00Z", quantity: 1 };
  expect(shortened(night, quota, 60)?.ends_at).toBe("2027-06-30T16:00:00Z");
});
